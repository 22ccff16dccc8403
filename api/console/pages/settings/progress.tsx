import type { PreviewView } from '../../../../contracts/api/syncs';
import { Ago } from '../../parts/when';
import type { Visit } from '../../frame/visit';

interface ProgressProps {
  visit: Visit;
  run: Pick<PreviewView, 'progress' | 'startedAt'>;
}

/** A run that reads both rosters is under way; the page is renewed until it has ended. */
export function Progress({ visit: { say, place }, run: { progress, startedAt } }: ProgressProps) {
  const { phase = 'source', done = 0, of = null, endsAt = null } = progress ?? {};
  return (
    <div data-poll="1">
      <p role="status">
        {say(`settings.phase.${phase}`)} {of !== null && `${done} / ${of}`}
      </p>
      <progress
        aria-label={say(`settings.phase.${phase}`)}
        value={of === null ? undefined : done}
        max={of ?? undefined}
      />
      <p class="soft">
        {say('settings.started')} <Ago at={startedAt} place={place} />
        {endsAt !== null && ' · '}
        {endsAt !== null && say('settings.ends')} {endsAt !== null && <Ago at={endsAt} place={place} />}
      </p>
      <noscript>
        <p>
          <a class="button" href="">
            {say('settings.lookAgain')}
          </a>
        </p>
      </noscript>
    </div>
  );
}
