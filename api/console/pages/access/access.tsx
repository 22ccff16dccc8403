import { ProblemError } from '../../../../contracts/api/client';
import { act, asked, named, page, SeeOther, type View, type Visit } from '../../frame/visit';
import { Notice } from '../../parts/notice';
import type { TextKey } from '../../texts';
import { tokenMade, TokenMaker, type Attempt } from './new-token';
import { SignedIn } from './signed-in';
import { Tokens } from './tokens';

const PATH = '/console/access';

/** Who may come in, and who has. */
export const accessPages = [
  page('/access', (visit) => showAccess(visit), { role: 'admin' }),
  act('/access', async (visit, form) => showAccess(visit, await tokenMade(visit, form)), { role: 'admin' }),
  act('/access/tokens/:id/revoke', revokeToken, { role: 'admin' }),
  act('/access/sessions/:id/end', endSession, { role: 'admin' }),
];

async function showAccess(visit: Visit, attempt: Attempt | null = null): Promise<View> {
  const { api, say } = visit;
  const [tokens, { sessions }] = await Promise.all([api.listTokens().catch(whyNotNow), api.listSessions()]);
  const done = doneTexts.get(asked(visit, 'done') ?? '');
  return {
    title: say('access.title'),
    status: attempt?.is === 'refused' ? 422 : 200,
    body: (
      <>
        <p class="lead">{say('access.lead')}</p>
        {done !== undefined && attempt === null && <Notice tone="good">{say(done)}</Notice>}
        <section class="chapter" aria-labelledby="tokens">
          <h2 id="tokens">{say('access.tokens')}</h2>
          {typeof tokens === 'string' ? (
            <Notice tone="bad">{tokens}</Notice>
          ) : (
            <>
              <TokenMaker visit={visit} attempt={attempt} />
              <Tokens visit={visit} tokens={tokens.tokens} />
            </>
          )}
        </section>
        <section class="chapter" aria-labelledby="sessions">
          <h2 id="sessions">{say('access.sessions')}</h2>
          <SignedIn visit={visit} sessions={sessions} />
        </section>
      </>
    ),
  };
}

/** The rest of the page is shown all the same. */
function whyNotNow(error: unknown): string {
  if (error instanceof ProblemError && error.status === 503) return error.problem?.detail ?? error.message;
  throw error;
}

const doneTexts = new Map<string, TextKey>([
  ['revoked', 'access.revoke.done'],
  ['ended', 'access.end.done'],
]);

async function revokeToken(visit: Visit): Promise<SeeOther> {
  await visit.api.revokeToken({ params: { id: named(visit, 'id') } });
  return new SeeOther(`${PATH}?done=revoked`);
}

async function endSession(visit: Visit): Promise<SeeOther> {
  await visit.api.endSession({ params: { id: named(visit, 'id') } });
  return new SeeOther(`${PATH}?done=ended`);
}
