import type { PageState } from '../../domain/replayed/page-state';
import type { TextKey } from './catalogue';
import { renderPage, textsOf, type Scene } from './page-layout';

const REFRESH_SECONDS = 4;

type Notice =
  | Exclude<PageState, 'valid'>
  | 'renewed'
  | 'rotated'
  | 'notRotated'
  | 'notOurs'
  | 'unavailable'
  | 'limited'
  | 'notFound';

interface NoticeOptions {
  /** When access begins or comes back, in words. */
  from?: string;
}

/** The page of a live link before it is opened: looking at it costs no opening, so link scanners do no harm. */
export function invitationPage(scene: Scene, { network, left }: { network: string; left: number }): string {
  const text = textsOf(scene);
  const hint = left === 1 ? text('valid.showHintOnce') : text('valid.showHint', { left: String(left) });
  return renderPage({
    scene,
    title: text('title'),
    children: (
      <section class="card">
        <h1>{network}</h1>
        <p>{text('valid.lead')}</p>
        <form method="post" action={`${scene.path}/reveal?lang=${scene.language.tag}`}>
          <p>
            <button class="main">{text('valid.show')}</button>
          </p>
          <p class="soft">{hint}</p>
        </form>
      </section>
    ),
  });
}

/** A page with one message, and what to do next. */
export function noticePage(scene: Scene, notice: Notice, { from }: NoticeOptions = {}): string {
  const text = textsOf(scene);
  const lead = leadOf(notice, from !== undefined);
  return renderPage({
    scene,
    title: text(`${notice}.title` as TextKey),
    refresh: notice === 'preparing' ? REFRESH_SECONDS : undefined,
    children: (
      <section class="card">
        <h1>{text(`${notice}.title` as TextKey)}</h1>
        {lead && <p>{text(lead, { from: from ?? '' })}</p>}
        {(notice === 'expired' || notice === 'usedUp') && <RenewForm scene={scene} />}
      </section>
    ),
  });
}

function leadOf(notice: Notice, hasInstant: boolean): TextKey | null {
  if (notice === 'notYet') return hasInstant ? 'notYet.from' : 'notYet.later';
  if (notice === 'paused') return hasInstant ? 'paused.until' : 'paused.lead';
  return notice === 'notFound' ? null : `${notice}.lead`;
}

function RenewForm({ scene }: { scene: Scene }) {
  const text = textsOf(scene);
  return (
    <form method="post" action={`${scene.path}/renew?lang=${scene.language.tag}`}>
      <p>
        <button class="main">{text('renew.button')}</button>
      </p>
      <p class="soft">{text('renew.hint')}</p>
    </form>
  );
}
