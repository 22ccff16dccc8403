import type { Info } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { MembersActivities } from '../../activities';
import type { DirectoryActivities, ObserveInput } from '../../contracts/activities';
import { isFailureCode, ofTheSystem, type FailureCode } from '../../domain/replayed/failure-codes';
import { externalSystems, type ExternalSystem } from '../../domain/replayed/health/external-system';

/** What a member's activity proves by its success: each of these has asked the system. */
const proofs: Partial<Record<keyof MembersActivities | keyof DirectoryActivities, ExternalSystem>> = {
  observe: 'nexudus',
  createAccount: 'ironwifi',
  changeAccount: 'ironwifi',
  disableAccount: 'ironwifi',
  deleteAccount: 'ironwifi',
  adoptAccount: 'ironwifi',
  settleAccount: 'ironwifi',
  deliverLetter: 'smtp',
};

export interface Listener {
  answered(system: ExternalSystem): void;
  failed(system: ExternalSystem, member: string, code: FailureCode): void;
  /** Another activity has failed because of the system. */
  suspect(system: ExternalSystem): void;
}

/** Hears how every activity of a worker ends. */
export const hearOutcomes =
  (listener: Listener): ActivityInterceptorsFactory =>
  ({ info }) => ({
    inbound: {
      execute: async (input, next) => {
        try {
          const result: unknown = await next(input);
          noteSuccess(listener, info, input.args);
          return result;
        } catch (error) {
          noteFailure(listener, info, error);
          throw error;
        }
      },
    },
  });

const provenBy = ({ activityType }: Pick<Info, 'activityType'>): ExternalSystem | undefined =>
  new Map<string, ExternalSystem>(Object.entries(proofs)).get(activityType);

function noteSuccess(listener: Listener, info: Info, [input]: unknown[]): void {
  const system = provenBy(info);
  // a look that a sync has read for asks nobody
  const isReal = info.activityType !== 'observe' || !(input as ObserveInput).fromRoster;
  if (system !== undefined && isReal) listener.answered(system);
}

function noteFailure(listener: Listener, info: Info, error: unknown): void {
  if (!(error instanceof ApplicationFailure)) return;
  const { type: code } = error;
  const detail = error.details?.[0] as { system?: unknown; byUs?: unknown } | undefined;
  const system = externalSystems.find((each) => each === detail?.system);
  if (system === undefined || detail?.byUs === true || !isFailureCode(code) || !ofTheSystem.includes(code)) return;
  const member = info.workflowExecution?.workflowId;
  if (provenBy(info) === system && member !== undefined) listener.failed(system, member, code);
  else listener.suspect(system);
}
