import type { RequestHandler } from 'express';
import { rootFingerprints } from '../../domain/profiles/roll-over';
import type { Rules } from '../../domain/settings/rules';
import { addressOf, detailsOf, formatFor, profileInput, type Revealed } from './details';
import { detailsPage } from './details-page';
import { offeredProfiles } from './offered-profiles';
import { answerNotice, stateAnswer, statusOf } from './page-answer';
import { sceneOf } from './page-layout';
import { visit, type LinkHolder, type MemberPageDeps, type PageRequest } from './visit';

/**
 * Shows the credentials, and counts the opening. They are read first: a failed answer must not cost an opening. HTML for
 * people, JSON for programs.
 */
export function reveal(deps: MemberPageDeps): RequestHandler<{ token: string }> {
  return async (req, res) => {
    const asJson = req.accepts(['html', 'json']) === 'json';
    const visited = await visit(deps, req.params.token);
    const { holder, rules } = visited;
    const revealed = visited.state === 'valid' && holder !== null ? await open(deps, req, holder, rules) : null;
    const state = visited.state === 'valid' && revealed === null ? 'usedUp' : visited.state;
    const scene = sceneOf(req, deps.languages, statusOf(state) === 200 ? holder : null, rules);
    if (asJson)
      res.status(statusOf(state)).json({ ...stateAnswer(state, holder, rules), ...(revealed && secrets(revealed)) });
    else if (revealed !== null) res.type('html').send(detailsPage(scene, await detailsOf(deps, req, scene, revealed)));
    else if (state !== 'valid') answerNotice(res, scene, state, holder, rules);
  };
}

/** Whatever cannot be shown fails before the opening is counted. Null: somebody else has just used the last opening. */
async function open(
  deps: MemberPageDeps,
  req: PageRequest,
  holder: LinkHolder,
  rules: Rules,
): Promise<Revealed | null> {
  const { member, page, link } = holder;
  if (page.account === null) return null;
  const credentials = await deps.credentials(member, page.account, rules);
  const input = profileInput(deps.connector, rules, page, credentials);
  const address = addressOf(deps, req);
  const first = formatFor(req.get('User-Agent'));
  const offered = (opening: number): Revealed => {
    const profiles = input === null ? [] : offeredProfiles(holder, input, { ...deps, address, opening, first });
    return { holder, rules, credentials, input, profiles };
  };
  const scene = sceneOf(req, deps.languages, holder, rules);
  detailsPage(scene, await detailsOf(deps, req, scene, offered(1)));
  const cas = rules.radius === null ? [] : rootFingerprints(rules.radius);
  const { opening } = await deps.pages.open(member, { link: link.id, cas });
  return opening === null ? null : offered(opening);
}

function secrets({ credentials, profiles }: Revealed) {
  return { ...credentials, profiles: profiles.map(({ format, url }) => ({ format, url })) };
}
