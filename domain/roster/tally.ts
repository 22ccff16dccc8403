import type { Entitlement } from '../replayed/entitlement';
import type { Facts } from '../access/facts';
import type { BusinessId, Instant, MemberId, PlanId } from '../replayed/ids';
import type { Rules } from '../settings/rules';

interface LocationTally {
  /** Members that the source lists. */
  coworkers: number;
  /** Members with an account of ours, and accounts without a member. */
  managed: number;
}

interface PlanTally {
  id: PlanId;
  name: string;
  members: number;
}

/** What a comparison counts besides its findings. */
export class Tally {
  read = 0;
  inSync = 0;
  accounts = 0;
  /** Accounts of ours that somebody else had made. */
  adopted = 0;
  /** Members whose reads contradict each other. */
  readonly skipped: MemberId[] = [];
  readonly locations = new Map<BusinessId | null, LocationTally>();
  /** Members with WiFi, or prepared for it. */
  readonly byGroup = new Map<string, number>();
  readonly byPlan = new Map<PlanId | null, number>();
  /** Plans that members have and the map lacks. They deny their members, so an operator must learn of them. */
  readonly unmapped = new Map<PlanId, PlanTally>();

  member(business: BusinessId | null, hasAccount: boolean): void {
    this.read += 1;
    const location = this.#location(business);
    location.coworkers += 1;
    if (hasAccount) location.managed += 1;
  }

  orphan(business: BusinessId | null): void {
    this.#location(business).managed += 1;
  }

  skip(member: MemberId): void {
    this.skipped.push(member);
  }

  agree(): void {
    this.inSync += 1;
  }

  decided({ steps }: Entitlement, facts: Facts, rules: Rules, now: Instant): void {
    this.#plansOf(facts, rules, now);
    const access = steps[0]?.access;
    if (access?.state !== 'granted' && access?.state !== 'prepared') return;
    this.byGroup.set(access.group, (this.byGroup.get(access.group) ?? 0) + 1);
    this.byPlan.set(access.planId, (this.byPlan.get(access.planId) ?? 0) + 1);
  }

  #plansOf({ contracts, passes }: Facts, { plans }: Rules, now: Instant): void {
    const open = contracts.filter(({ cancellation }) => cancellation === null || cancellation > now);
    const unmapped = new Map(
      [...open, ...passes].filter(({ planId }) => !(planId in plans)).map((row) => [row.planId, row]),
    );
    for (const [id, { planName }] of unmapped) {
      const plan = this.unmapped.get(id) ?? { id, name: planName, members: 0 };
      plan.members += 1;
      this.unmapped.set(id, plan);
    }
  }

  #location(business: BusinessId | null): LocationTally {
    const known = this.locations.get(business);
    if (known) return known;
    const fresh = { coworkers: 0, managed: 0 };
    this.locations.set(business, fresh);
    return fresh;
  }
}
