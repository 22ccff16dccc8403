import type { AccessTokenView } from '../../../../contracts/api/tokens';
import type { Visit } from '../../frame/visit';
import { Csrf } from '../../parts/csrf';
import { Badge } from '../../parts/notice';
import { Table } from '../../parts/table';
import { Ago, When } from '../../parts/when';

interface TokensProps {
  visit: Visit;
  tokens: readonly AccessTokenView[];
}

const SOON_MS = 7 * 24 * 3_600_000;

const endOf = ({ revokedAt, expiresAt }: AccessTokenView): string | null => revokedAt ?? expiresAt;
const hasEnded = (token: AccessTokenView): boolean => {
  const end = endOf(token);
  return end !== null && Date.parse(end) <= Date.now();
};

/** Those that open something, and folded away those that have ended. */
export function Tokens({ visit, tokens }: TokensProps) {
  const { say } = visit;
  const nameOf = namesIn(tokens);
  const ended = tokens.filter(hasEnded);
  const good = tokens.filter((token) => !hasEnded(token));
  return (
    <>
      {good.length === 0 ? (
        <p class="empty">{say('access.tokens.none')}</p>
      ) : (
        <Table
          label={say('access.tokens')}
          head={[...headOf(visit), say('access.acts')]}
          rows={good.map((token) => [
            ...cellsOf({ token, visit, nameOf }),
            <Revoke key={token.id} token={token} visit={visit} />,
          ])}
        />
      )}
      {ended.length > 0 && (
        <details class="act">
          <summary>{say('access.tokens.ended', { count: String(ended.length) })}</summary>
          <div>
            <Table
              label={say('access.tokens.ended', { count: String(ended.length) })}
              head={headOf(visit)}
              rows={ended.map((token) => cellsOf({ token, visit, nameOf }))}
            />
          </div>
        </details>
      )}
    </>
  );
}

/** Who made a token is kept by id. */
function namesIn(tokens: TokensProps['tokens']): (principal: string) => string {
  const names = new Map(tokens.map(({ id, name }) => [`token:${id}`, name]));
  return (principal) => (principal === 'admin' ? 'LATCHKEY_ADMIN_TOKEN' : (names.get(principal) ?? principal));
}

const headOf = ({ say }: Visit) => [say('access.name'), say('access.created'), say('access.used'), say('access.state')];

interface RowProps {
  token: AccessTokenView;
  visit: Visit;
  nameOf: (principal: string) => string;
}

const cellsOf = ({ token, visit, nameOf }: RowProps) => [
  <div key="name">
    <strong>{token.name}</strong>
    <div class="soft">{visit.say(`role.${token.role}`)}</div>
  </div>,
  <div key="created">
    <When at={token.createdAt} place={visit.place} />
    <div class="soft">{visit.say('access.by', { name: nameOf(token.createdBy) })}</div>
  </div>,
  token.lastUsedAt === null ? visit.say('when.never') : <Ago at={token.lastUsedAt} place={visit.place} />,
  <State key="state" token={token} visit={visit} />,
];

function State({ token, visit: { say, place } }: Omit<RowProps, 'nameOf'>) {
  const { revokedAt, expiresAt } = token;
  const end = endOf(token);
  return (
    <div>
      {hasEnded(token) ? (
        <Badge tone="idle">{say(revokedAt === null ? 'access.expired' : 'access.revoked')}</Badge>
      ) : expiresAt !== null && Date.parse(expiresAt) - Date.now() < SOON_MS ? (
        <Badge tone="warn">{say('access.endsSoon')}</Badge>
      ) : (
        <Badge tone="good">{say('access.good')}</Badge>
      )}
      <div class="soft">{end === null ? say('access.endless') : <When at={end} place={place} />}</div>
    </div>
  );
}

function Revoke({ token: { id, name }, visit: { say, csrf } }: Omit<RowProps, 'nameOf'>) {
  return (
    <details class="act">
      <summary>{say('access.revoke')}</summary>
      <form method="post" action={`/console/access/tokens/${id}/revoke`}>
        <Csrf token={csrf} />
        <p>{say('access.revoke.lead')}</p>
        <button class="danger">{say('access.revoke.button', { name })}</button>
      </form>
    </details>
  );
}
