import type { RequestHandler, Response } from 'express';
import { openingOfKey } from '../../domain/account/keyring';
import { profileFormats, type ProfileFormat } from '../../domain/profiles/profile';
import { carriedBy } from '../../domain/profiles/roll-over';
import type { ProfileFile } from '../../domain/profiles/profile-file';
import { signApple } from '../../domain/profiles/sign-apple';
import type { Rules } from '../../domain/settings/rules';
import { Problem } from '../http/problem';
import { sameSecret } from '../http/same-secret';
import { profileInput } from './details';
import { fileOf } from './offered-profiles';
import { visit, type LinkHolder, type MemberPageDeps } from './visit';

type ProfileParams = { token: string; format: string };

/** Serves a file that a reveal has offered, once. HEAD does not use it up. */
export function fetchProfile(deps: MemberPageDeps): RequestHandler<ProfileParams> {
  return async (req, res) => {
    const format = profileFormats.find((known) => known === req.params.format);
    if (format === undefined) throw notOffered();
    const { holder, rules } = await visit(deps, req.params.token);
    const opening = holder === null ? null : openingOf(deps, holder, format, req.query.key);
    if (holder === null || opening === null) throw gone();
    if (req.method === 'HEAD') return void res.end();
    const file = await make(deps, holder, rules, format);
    const cas = rules.radius === null ? [] : carriedBy(format, rules.radius);
    const fetched = { link: holder.link.id, opening, document: format, cas };
    const { taken } = await deps.pages.takeProfile(holder.member, fetched);
    if (!taken) throw gone();
    send(res, file);
  };
}

const notOffered = (): Problem => new Problem(404, 'There is no profile of this format.');
const gone = (): Problem => new Problem(410, 'This file was fetched already, or its link is no longer valid.');

/** The opening that the key belongs to; null when it is not one of this link's. */
function openingOf(
  { connector, keys }: MemberPageDeps,
  { member, link, live }: LinkHolder,
  format: ProfileFormat,
  key: unknown,
): number | null {
  const opening = typeof key === 'string' ? openingOfKey(key) : null;
  if (typeof key !== 'string' || opening === null || live === null) return null;
  const expected = keys.profileKey({ connector, member }, link, opening, format);
  return expected !== null && sameSecret(key, expected) ? opening : null;
}

async function make(
  deps: MemberPageDeps,
  { member, page }: LinkHolder,
  rules: Rules,
  format: ProfileFormat,
): Promise<ProfileFile> {
  if (page.account?.enabled !== true) throw gone();
  const input = profileInput(deps.connector, rules, page, await deps.credentials(member, page.account, rules));
  if (input === null) throw new Problem(404, 'This network offers no profiles.');
  const file = fileOf(format, input);
  if (file === null) throw notOffered();
  const signer = format === 'apple' ? await deps.signer(rules.profileSigning) : null;
  return signer === null ? file : { ...file, body: await signApple(file.body, signer) };
}

function send(res: Response, { contentType, fileName, headers = {}, body }: ProfileFile): void {
  const disposition = fileName === null ? {} : { 'Content-Disposition': `attachment; filename="${fileName}"` };
  res.set({ 'Content-Type': contentType, ...disposition, ...headers }).end(body);
}
