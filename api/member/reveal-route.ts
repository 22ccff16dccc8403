import type { RequestHandler } from 'express';
import { toString as qrCode } from 'qrcode';
import { validUntil } from '../../domain/replayed/page-state';
import { customFieldName } from '../../domain/account/person';
import type { ProfileInput } from '../../domain/profiles/profile';
import { locationOf, type Rules } from '../../domain/settings/rules';
import { authorityOf } from './authority';
import type { Credentials } from './credentials';
import type { LinkHolder } from './link-holder';
import { visit, type MemberPageDeps, type PageRequest } from './visit';
import { offeredProfiles, type OfferedProfile } from './offered-profiles';
import { answerNotice, stateAnswer, statusOf } from './page-answer';
import { formatFor } from './platform';
import { profileInput } from './profile-input';
import { sceneOf } from './scene';
import { tellEnding } from './format-time';
import { detailsPage, type Details } from './view/details';
import type { Scene } from './view/layout';

/** What a reveal has to show. */
interface Revealed {
  holder: LinkHolder;
  rules: Rules;
  credentials: Credentials;
  input: ProfileInput | null;
  profiles: OfferedProfile[];
}

/**
 * Shows the credentials, and counts that. They are read first: an answer that could not be given must not cost an
 * opening. HTML for people, JSON for programs.
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
    else if (revealed !== null) res.type('html').send(detailsPage(scene, await details(deps, req, scene, revealed)));
    else if (state !== 'valid') answerNotice(res, scene, state, holder, rules);
  };
}

/** Null: somebody else has used the last opening meanwhile. */
async function open(
  deps: MemberPageDeps,
  req: PageRequest,
  holder: LinkHolder,
  rules: Rules,
): Promise<Revealed | null> {
  const { member, page, link } = holder;
  if (page.account === null) return null;
  const credentials = await deps.credentials(member, page.account, rules);
  const { opening } = await deps.pages.open(member, { link: link.id });
  if (opening === null) return null;
  const input = profileInput(deps.connector, rules, page, credentials);
  const address = addressOf(deps, req);
  const first = formatFor(req.get('User-Agent'));
  const profiles = input === null ? [] : offeredProfiles(holder, input, { ...deps, address, opening, first });
  return { holder, rules, credentials, input, profiles };
}

const addressOf = ({ publicUrl }: MemberPageDeps, { params }: PageRequest): string =>
  `${publicUrl}/w/${encodeURIComponent(params.token)}`;

function secrets({ credentials, profiles }: Revealed) {
  return { ...credentials, profiles: profiles.map(({ format, url }) => ({ format, url })) };
}

async function details(
  deps: MemberPageDeps,
  req: PageRequest,
  { language }: Scene,
  { holder, rules, credentials, input, profiles }: Revealed,
): Promise<Details> {
  const { ssid, zone } = locationOf(rules, holder.page.businessId);
  const until = validUntil(holder.page.steps);
  const svg = await qrCode(addressOf(deps, req), { type: 'svg', margin: 1, errorCorrectionLevel: 'M' });
  return {
    network: ssid,
    ...credentials,
    plan: holder.page.steps[0]?.evidence.find(({ planName }) => planName)?.planName ?? null,
    validUntil: until === null ? null : tellEnding(until, { ...language, zone }),
    trust: input?.trust ?? null,
    authorities: (input?.trust.caCertificates ?? []).map(authorityOf),
    profiles,
    knowsDevice: profiles[0]?.format === formatFor(req.get('User-Agent')),
    passwordIsOurs: customFieldName(rules.password) === null,
    unsigned: (await deps.signer(rules.profileSigning)) === null,
    qrCode: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
  };
}
