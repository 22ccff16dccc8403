import { act, type Form, SeeOther, type Visit } from '../../frame/visit';
import { Csrf } from '../../parts/csrf';

export const starts = [act('/syncs', start, { role: 'admin' })];

/** Whoever starts one while another is under way is led to that one. */
async function start({ api }: Visit, { how }: Form): Promise<SeeOther> {
  const { id } = await api.startSync({ body: { dryRun: how === 'dryRun', approve: how === 'approve' } });
  return new SeeOther(`/console/syncs/${id}`);
}

export function StartForms({ visit: { say, csrf } }: { visit: Visit }) {
  return (
    <>
      <form class="buttons" method="post" action="/console/syncs">
        <Csrf token={csrf} />
        <button class="main" name="how" value="sync">
          {say('syncs.now')}
        </button>
        <button name="how" value="dryRun" aria-describedby="dry-hint">
          {say('syncs.dry')}
        </button>
        <span class="soft" id="dry-hint">
          {say('syncs.hint')}
        </span>
      </form>
      <details class="act">
        <summary>{say('syncs.approve')}</summary>
        <form class="stack" method="post" action="/console/syncs">
          <Csrf token={csrf} />
          <p>{say('syncs.approve.lead')}</p>
          <button class="danger" name="how" value="approve">
            {say('syncs.approve')}
          </button>
        </form>
      </details>
    </>
  );
}
