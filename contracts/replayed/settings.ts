import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { Instant } from '../../domain/replayed/ids';
import type { OperatorRequest } from './operator';

/** `settings` is the operator's document as saved (names of plans); what activities decide by is made from it. */
export interface SettingsDocument {
  version: number;
  settings: unknown;
  /** Plan names resolved to ids when saved, and plans that were mapped once. */
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
