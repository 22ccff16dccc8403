import { accountId, type AccountId, type MemberId } from '../../../domain/replayed/ids';
import type { PlanAttributes } from '../../../domain/replayed/entitlement';
import type { SeenRow } from '../../../domain/roster/comparison';
import { ownershipMark } from '../../../domain/account/ownership';

export const connector = 'world';

export interface DirectoryAccount {
  id: AccountId;
  enabled: boolean;
  orgUnit: string | null;
  attributes?: PlanAttributes | null;
}

/** An IronWifi reduced to one account for each member. */
export class DirectoryModel {
  readonly accounts = new Map<MemberId, DirectoryAccount>();
  #made = 0;

  create(member: MemberId, account: Omit<DirectoryAccount, 'id'>): DirectoryAccount {
    this.#made += 1;
    const made = { id: accountId(`account-${this.#made}`), ...account };
    this.accounts.set(member, made);
    return made;
  }

  rows(): SeenRow[] {
    return [...this.accounts].map(([member, { id, enabled, orgUnit }]) => ({
      ...{ id, enabled, orgUnit },
      username: `member-${member}`,
      notes: ownershipMark(connector, member),
    }));
  }
}
