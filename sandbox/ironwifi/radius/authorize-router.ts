import type { Socket } from 'node:net';
import express, { type Request, type RequestHandler, Router } from 'express';
import { replyAttributesOf } from '../accounts/org-unit-reply';
import type { Context } from '../store/context';
import { usernameKey, type UserRow } from '../store/store';
import { judge } from './log-in';

/**
 * What FreeRADIUS asks over HTTP, in the shapes of its rlm_rest (radius.md §3). Answered from the accounts as they are
 * at that moment, whatever the API's faults: IronWifi's RADIUS servers are independent of it.
 */
export function authorizeRouter(context: Context): Router {
  const router = Router();
  router.use(onlyThisMachine, express.urlencoded({ extended: false }));
  router.post('/authorize', (request, response) => {
    const username = usernameOf(request);
    const judgement = judge(context, username, context.options.now());
    switch (judgement.kind) {
      case 'unknown-user':
        response.status(404).end();
        return;
      case 'disabled':
        response.status(403).end();
        return;
      case 'shut':
        response.json({ 'control:Auth-Type': set('Reject') });
        return;
      case 'open': {
        const [user] = context.store.users.where(usernameKey(username));
        response.json({ 'control:Cleartext-Password': set(judgement.password), ...(user && replyOf(context, user)) });
        return;
      }
      default:
        judgement satisfies never;
    }
  });
  router.post('/accounting', (_request, response) => void response.status(204).end());
  return router;
}

/** Sessions are found by the account's id, because the user name outside the tunnel is anonymous. */
function replyOf(context: Context, user: UserRow): object {
  const attributes = { ...replyAttributesOf(context, user), Class: user.id, 'Chargeable-User-Identity': user.id };
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`reply:${name}`, set(value)]));
}

/**
 * Unless told otherwise, rlm_rest expands what follows a `%` in a value; and it always takes a
 * backslash in a text as the start of an escape.
 */
function set(value: string | number): object {
  const literal = typeof value === 'string' ? value.replaceAll('\\', '\\\\') : value;
  return { op: ':=', do_xlat: false, value: [literal] };
}

/** The reply holds a clear-text password. */
const onlyThisMachine: RequestHandler = ({ socket }, response, next) => {
  if (isFromThisMachine(socket)) next();
  else response.status(403).end();
};

function usernameOf(request: Request): string {
  const body = request.body as Record<string, unknown> | undefined;
  const username = body?.['username'];
  return typeof username === 'string' ? username : '';
}

/** Whether a connection comes from this machine. */
export function isFromThisMachine({
  remoteAddress,
  localAddress,
}: Pick<Socket, 'remoteAddress' | 'localAddress'>): boolean {
  if (remoteAddress === undefined) return false;
  return /^(::ffff:)?127\.|^::1$/.test(remoteAddress) || remoteAddress === localAddress;
}
