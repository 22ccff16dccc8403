import type { SyncLine, SyncView } from '../../../../contracts/api/syncs';
import type { Visit } from '../../frame/visit';
import { Ago } from '../../parts/when';

const RECENT = 5;

/** How long the last runs took, ms; null: there are none to tell by. */
export function usualMs(syncs: readonly SyncLine[]): number | null {
  const took = syncs
    .flatMap(({ state, startedAt, finishedAt }) =>
      state === 'done' && finishedAt !== null ? [Date.parse(finishedAt) - Date.parse(startedAt)] : [],
    )
    .slice(0, RECENT)
    .sort((one, other) => one - other);
  return took[Math.floor(took.length / 2)] ?? null;
}

interface ProgressProps {
  run: SyncView;
  usual: number | null;
  visit: Visit;
}

/** How far a run has come, and when it will end: as it says itself, or else as the last ones did. */
export function Progress({ run: { progress, startedAt }, usual, visit }: ProgressProps) {
  const { say, place } = visit;
  const began = Date.parse(startedAt);
  const ownEnd = progress?.endsAt ? Date.parse(progress.endsAt) : null;
  const end = ownEnd ?? (usual === null ? null : began + usual);
  const calls = progress?.calls;
  return (
    <div class="card" data-poll="1">
      <p>{phaseText(progress, visit)}</p>
      <progress max={1} value={shareOf(progress, began, usual)} aria-label={say('sync.running')} />
      <p class="soft">
        {end !== null && end > Date.now() && (
          <>
            {say('sync.ends')} <Ago at={end} place={place} />.{' '}
          </>
        )}
        {end !== null && end <= Date.now() && `${say('sync.longer')} `}
        {calls &&
          `${say('sync.calls')}: ${say('sync.calls.text', {
            nexudus: String(calls.nexudus),
            ironwifi: String(calls.ironwifi),
          })}.`}
      </p>
    </div>
  );
}

function phaseText(progress: SyncView['progress'], { say }: Visit): string {
  if (progress === null) return say('sync.phase.begins');
  const { phase, done, of } = progress;
  return say(`sync.phase.${phase}`, { done: String(done), of: of === null ? '?' : String(of) });
}

/** Undefined: not known, and the bar only says that something is under way. */
function shareOf(progress: SyncView['progress'], began: number, usual: number | null): number | undefined {
  if (progress?.of) return progress.done / progress.of;
  return usual === null ? undefined : Math.min(0.95, (Date.now() - began) / usual);
}
