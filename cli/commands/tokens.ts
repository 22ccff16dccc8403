import { z } from 'zod';
import { createToken, listTokens, revokeToken } from '../../contracts/api/tokens';
import { roles } from '../../contracts/api/roles';
import { answerOf, choice, command, type Group, value } from '../frame/command';
import { until } from '../frame/instants';
import { usage } from '../frame/trouble';

const given = z.string({ error: 'is missing' });

const list = command({
  name: 'list',
  summary: 'List the access tokens',
  examples: [['tokens list', 'newest first, those that have ended too']],
  json: answerOf(listTokens),
  run: ({ api }) => api.listTokens(),
  show: ({ tokens }, { output }) => {
    if (tokens.length === 0) return output.line('There are none; latchkey tokens create makes one.');
    output.table(
      ['id', 'name', 'role', 'last used', 'ends'],
      tokens.map(({ id, name, role, lastUsedAt, expiresAt, revokedAt }) => [
        ...[id, name, role, lastUsedAt === null ? 'never' : output.when(lastUsedAt)],
        revokedAt === null ? (expiresAt === null ? '' : output.when(expiresAt)) : `revoked ${output.when(revokedAt)}`,
      ]),
    );
  },
});

const create = command({
  name: 'create',
  summary: 'Make an access token for a person or a program; it is shown this once',
  examples: [
    ['tokens create "Front desk, London" --role desk', 'good until it is revoked'],
    ['tokens create backup --role viewer --expires 90d > token', 'stdout is the token alone'],
  ],
  arguments: { name: value('NAME', 'whose it is, as the audit trail will show it', given) },
  options: {
    role: choice('ROLE', 'what it may do', roles),
    expires: value('WHEN', 'when it ends: an instant, or 24h, 90d; left out: never', until),
  },
  json: answerOf(createToken),
  run: ({ api }, { name, role, expires }) => {
    if (role === undefined) throw usage('--role is missing.', `It is one of ${roles.join(', ')}.`);
    return api.createToken({ body: { name, role, expiresAt: expires ?? null } });
  },
  show: ({ id, name, role, token }, { output, remarks }) => {
    remarks.line(`Token ${id} for ${name}, role ${role}. It is not shown again:`);
    output.line(token);
  },
});

const revoke = command({
  name: 'revoke',
  summary: 'End an access token, at once and for good',
  examples: [['tokens revoke 5f0c2a91d3', 'by its id, as latchkey tokens list has it']],
  arguments: { id: value('ID', 'of the token', given) },
  json: answerOf(revokeToken),
  run: ({ api }, { id }) => api.revokeToken({ params: { id } }),
  show: ({ name }, { output }) => output.line(`The token of ${name} opens nothing any more.`),
});

export const tokens: Group = {
  name: 'tokens',
  summary: 'Make and end access tokens',
  commands: [list, create, revoke],
};
