import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Instant } from '../../domain/replayed/ids';
import type { OperatorRequest } from './operator';

/** `settings` is the operator's document as saved, with names of plans; `resolved`, which activities work by, is made from it. */
export interface SettingsDocument {
  version: number;
  settings: unknown;
  /** Rules, with plan names resolved to ids, and the plans that were mapped once. Whoever reads them parses them. */
  resolved: unknown;
  savedAt: Instant;
  savedBy: string;
}
export interface UpdateSettingsRequest extends OperatorRequest {
  settings: unknown;
  /** The version it was edited from; another one now: `settingsStale`. Null: whatever it is. */
  ifVersion: number | null;
}
/** Fails with type `settingsInvalid` (details: [{ path, message }][]) or `settingsStale`. */
export const updateSettings = defineUpdate<{ version: number; warnings: string[] }, [UpdateSettingsRequest]>(
  'updateSettings',
);
/** Null until the first settings are saved. */
export const currentSettings = defineQuery<SettingsDocument | null>('settings');

/** A worker reports which version of the resolver it has; rules that an older one made are then made again. */
export const resolverKnown = defineSignal<[{ version: number }]>('resolverKnown');
