import type { Entitlement, Step } from './entitlement';

/** What a workflow shows of its entitlement, as `LatchkeyEntitlement`: equal tags, nothing to say. */
export function entitlementTag({ identity, mayWrite, telling }: Entitlement, step: Step): string {
  return [step.hash, identity, mayWrite ? [] : 'preview', telling.later ? 'later' : []].flat().join('.');
}
