import type { Client } from '@temporalio/client';
import { NONE_CARRIED } from '../domain/replayed/carried-cas';
import { workflowTypes } from './replayed';

/** Members who may connect, will as soon as they check in, or keep what they have. The connector's name has no quotes. */
export const withAccess = (connector: string): string =>
  [
    `WorkflowType = "${workflowTypes.member}"`,
    'ExecutionStatus = "Running"',
    `LatchkeyConnector = "${connector}"`,
    'LatchkeyStatus IN ("granted", "prepared", "keep")',
  ].join(' AND ');

/** Members with access, by the CAs that their devices have got. The counts lag by seconds. */
export interface CarriedCounts {
  withAccess: number;
  /** At least one of the CAs that were asked about. */
  withAny: number;
  /** They have got nothing yet. */
  nothing: number;
  /** What they had got before it was noted. */
  unknown: number;
  /** Others only. */
  without: number;
}

/** @param cas short fingerprints */
export async function countCarried(client: Client, connector: string, cas: readonly string[]): Promise<CarriedCounts> {
  const count = async (...more: string[]): Promise<number> =>
    (await client.workflow.count([withAccess(connector), ...more].join(' AND '))).count;
  const any = cas.map((ca) => `"${ca}"`).join(', ');
  const [all, withAny, nothing, unknown] = await Promise.all([
    count(),
    cas.length === 0 ? 0 : count(`LatchkeyCas IN (${any})`),
    count(`LatchkeyCas = "${NONE_CARRIED}"`),
    count('LatchkeyCas IS NULL'),
  ]);
  return { withAccess: all, withAny, nothing, unknown, without: Math.max(0, all - withAny - nothing - unknown) };
}
