import type { PlansView } from '../../../../contracts/api/plans';
import { asked, may, type View, type Visit } from '../../frame/visit';
import { Csrf } from '../../parts/csrf';
import { Notice } from '../../parts/notice';
import { timeText } from '../../parts/when';
import { changesOf, packed } from './draft';
import { DraftChanges } from './draft-changes';
import { opened, PATH, plansAddress, type Opened } from './opened';
import { PlanTables } from './plan-table';

export const showPlans = async (visit: Visit): Promise<View> => plansView(visit, await opened(visit));

interface Refusal {
  status: number;
  /** Why the draft is refused, a sentence each. */
  sentences: string[];
}

/** The plan map as a table, and the draft on top. */
export function plansView(visit: Visit, state: Opened, refusal?: Refusal): View {
  const { say } = visit;
  const { known } = state;
  return {
    title: say('plans.title'),
    status: refusal?.status,
    body: (
      <>
        <p class="lead">{say('plans.lead')}</p>
        {refusal === undefined && asked(visit, 'done') === 'saved' && (
          <Notice tone="good">
            <p>
              {say('plans.saved')} <a href="/console/syncs">{say('plans.syncs')}</a>
            </p>
          </Notice>
        )}
        <Circumstances visit={visit} known={known} />
        {state.isUnreadable && <Notice tone="warn">{say('plans.draft.unreadable')}</Notice>}
        {refusal !== undefined && (
          <Notice tone="bad">
            <p>{say('plans.draft.refused')}</p>
            <ul>
              {refusal.sentences.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </Notice>
        )}
        {state.draft.size > 0 && may(visit, 'admin') && <DraftCard visit={visit} {...state} />}
        {known.plans.length === 0 ? (
          known.read.problem === null && !known.read.reading && <p class="empty">{say('plans.none')}</p>
        ) : (
          <PlanTables visit={visit} {...state} />
        )}
      </>
    ),
  };
}

/** What may make the map another than somebody expects. */
function Circumstances({ visit: { say, place }, known }: { visit: Visit; known: PlansView }) {
  const { version, isDefault, read } = known;
  const problem = read.problem?.replace(/\.$/, '') ?? null;
  return (
    <>
      {version === 0 ? (
        <Notice tone="warn">
          <p>
            {say('plans.noSettings')} <a href="/console/settings">{say('plans.toSettings')}</a>
          </p>
        </Notice>
      ) : (
        isDefault && <Notice tone="idle">{say('plans.default')}</Notice>
      )}
      {read.reading && (
        <div data-poll="1">
          <Notice tone="idle">
            {read.at === null
              ? say('plans.reading')
              : say('plans.readingAgain', { at: timeText({ at: read.at, place }) })}
          </Notice>
        </div>
      )}
      {problem !== null && !read.reading && (
        <Notice tone="warn">
          {read.at === null
            ? say('plans.neverRead', { problem })
            : say('plans.stale', { problem, at: timeText({ at: read.at, place }) })}
        </Notice>
      )}
    </>
  );
}

function DraftCard({ visit, known, draft, keyOf }: Opened & { visit: Visit }) {
  const { say, csrf } = visit;
  const takenBack = (key: string) => plansAddress(new Map([...draft].filter(([each]) => each !== key)));
  return (
    <section class="card stack">
      <h2>{say('plans.draft')}</h2>
      <p class="soft">{say('plans.draft.lead')}</p>
      <DraftChanges
        visit={visit}
        changes={changesOf(known.map, draft)}
        known={known}
        keyOf={keyOf}
        takenBack={takenBack}
      />
      <form class="buttons" method="post" action={`${PATH}/what-if`}>
        <Csrf token={csrf} />
        <input type="hidden" name="draft" value={packed(draft)} />
        <button class="main">{say('plans.draft.show')}</button>
        <a class="button quiet" href={PATH}>
          {say('plans.draft.discard')}
        </a>
      </form>
    </section>
  );
}
