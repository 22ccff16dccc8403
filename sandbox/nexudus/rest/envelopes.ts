import type { Response } from 'express';
import { toWire } from '../store/clock';
import type { Space } from '../store/space';

export interface PropertyError {
  AttemptedValue: unknown;
  Message: string;
  PropertyName: string;
}

const quiet = { OpenInDialog: false, OpenInWindow: false, RedirectURL: null, JavaScript: null };

/** nexudus.md §2.5. Only `Value.Id` is given back. */
export function written(response: Response, message: string, id: number | null, space: Space): void {
  response.status(200).json({
    Status: 200,
    Message: message,
    Value: id === null ? null : { Id: id },
    ...quiet,
    UpdatedOn: toWire(space.now()),
    UpdatedBy: space.options.username,
    Errors: null,
    WasSuccessful: true,
  });
}

/** HTTP 400 whose body says 500, as the service does. */
export function invalid(response: Response, errors: readonly PropertyError[]): void {
  const message = errors.map((error) => `${error.PropertyName}: ${error.Message}`).join(', ');
  response
    .status(400)
    .json({ Status: 500, Message: message, Value: null, ...quiet, Errors: errors, WasSuccessful: false });
}

/** A business rule refused: still HTTP 200. */
export function refused(response: Response, message: string): void {
  response
    .status(200)
    .json({ Status: 500, Message: message, Value: null, ...quiet, Errors: null, WasSuccessful: false });
}

export function ooops(response: Response, status: 400 | 500 = 500): void {
  response.status(status).json({
    Message: 'Ooops! There was a problem while running this action. Our team has been notified. Please try again.',
  });
}

export function notFound(response: Response, space: Space): void {
  if (space.options.deadId === 500) ooops(response);
  else response.status(404).json('Not found');
}
