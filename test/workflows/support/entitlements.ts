import type { Access, Entitlement, Reason, Step } from '../../../domain/replayed/entitlement';
import type { Instant } from '../../../domain/replayed/ids';
import { telling } from '../../domain/builders';

/** A step in words: what holds from when. */
export interface Say {
  from?: Instant;
  access: Access;
  reason?: Reason;
  sure?: boolean;
  confirmAfterMs?: number;
}

export const granted = (group = 'basic-wifi', precedence = 20): Access => level('granted', group, precedence);
export const prepared = (group = 'basic-wifi', precedence = 20): Access => level('prepared', group, precedence);
export const denied: Access = { state: 'denied' };

function level<S extends 'granted' | 'prepared'>(state: S, group: string, precedence: number): Access {
  return { state, planId: null, group, orgUnit: group, precedence, attributes: null };
}

/** An entitlement of these steps; the first holds since ever unless it says otherwise. */
export function entitlement(steps: Say[], more: Partial<Entitlement> = {}): Entitlement {
  return {
    steps: steps.map((say, index) => step(say, steps.slice(index))),
    identity: 'identity-1',
    mayCreate: true,
    mayWrite: true,
    retentionMs: 30 * 86_400_000,
    settingsVersion: 1,
    businessId: null,
    telling,
    ...more,
  };
}

function step({ from = 0, access, reason, sure = true, confirmAfterMs = 0 }: Say, onwards: Say[]): Step {
  const hash = JSON.stringify(onwards.map((s, i) => [i === 0 ? null : s.from, s.access])).slice(0, 400);
  const why = reason ?? (access.state === 'denied' ? 'ended' : 'contract');
  return { from, access, reason: why, evidence: [{ kind: 'contract', id: '4411' }], sure, confirmAfterMs, hash };
}
