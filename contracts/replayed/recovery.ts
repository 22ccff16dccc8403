import { defineSignal } from '@temporalio/workflow';
import type { ExternalSystem } from '../../domain/replayed/health/external-system';

export interface RecoveredSystem {
  system: ExternalSystem;
}

/** A system is well again: what has failed because of it is tried at once. To members, and to the connector. */
export const systemRecovered = defineSignal<[RecoveredSystem]>('systemRecovered');
