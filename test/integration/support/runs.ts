import type { PreviewView, SyncView } from '../../../contracts/api/syncs';
import { eventually } from '../../support/eventually';
import type { LivingSpace } from './space';

/** Starts a sync and waits for its end. */
export async function sync(
  { api }: LivingSpace,
  body: { dryRun?: boolean; approve?: boolean } = {},
): Promise<SyncView> {
  const { id } = await api.startSync({ body });
  return ended('sync', () => api.readSync({ params: { id } }));
}

export async function preview({ api }: LivingSpace): Promise<PreviewView> {
  const { id } = await api.startPreview();
  return ended('preview', () => api.readPreview({ params: { id } }));
}

/** Waits for the end of a run. */
export async function ended<View extends Pick<SyncView, 'state'>>(
  what: string,
  read: () => Promise<View>,
): Promise<View> {
  let view: View | undefined;
  await eventually(
    `the ${what} has ended`,
    async () => {
      // a busy server may answer with a problem
      view = await read().catch(() => undefined);
      return view?.state === 'done' || view?.state === 'failed';
    },
    { within: 60_000 },
  );
  if (view === undefined) throw new Error(`no ${what} was seen`);
  return view;
}
