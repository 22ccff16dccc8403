import type { SyncReport } from '../../../contracts/replayed';
import { eventually } from '../../support/eventually';
import type { LivingSpace } from './space';

/** A sync, as the API shows it. */
export interface SyncView extends Pick<SyncReport, 'calls' | 'counts' | 'members' | 'unmappedPlans'> {
  id: string;
  state: 'running' | 'done' | 'failed';
  reason: string | null;
  sentence: string;
}

export interface PreviewView extends SyncView {
  fingerprint: string | null;
  expiresAt: string | null;
  byGroup: { group: string; members: number }[];
  grants: { id: string; group: string }[];
  conflicts: { id: string; account: string }[];
  adoptable: { id: string; account: string; enabled: boolean }[];
  unnamed: string[];
}

/** Starts a sync and waits for its end. */
export const sync = (space: LivingSpace, body: Record<string, unknown> = {}): Promise<SyncView> =>
  started(space, 'sync', 'syncs', body);

export const preview = (space: LivingSpace): Promise<PreviewView> => started(space, 'preview', 'previews');

async function started<View extends SyncView>(
  space: LivingSpace,
  path: string,
  runs: string,
  body: Record<string, unknown> = {},
): Promise<View> {
  const answer: { status: number; body: { id: string } } = await space.api('POST', path, body);
  expect(answer.status).toBe(202);
  let view: View | undefined;
  await eventually(
    `the ${path} has ended`,
    async () => {
      const { body: seen }: { body: View } = await space.api('GET', `${runs}/${answer.body.id}`);
      view = seen;
      // a busy server may have answered with a problem
      return seen.state === 'done' || seen.state === 'failed';
    },
    { within: 60_000 },
  );
  if (view === undefined) throw new Error(`no ${path} was seen`);
  return view;
}
