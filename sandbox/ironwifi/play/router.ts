import express, { type ErrorRequestHandler, type Request, Router } from 'express';
import { BadDial, type Choices, turnDials } from '../../controls/dials';
import { accountsOf, withoutPasswords } from '../accounts/account';
import { orgUnitReplies, setOrgUnitReply } from '../accounts/org-unit-reply';
import { faultChoices } from '../controls/faults';
import { switchChoices } from '../controls/switches';
import { logIn, openSessions } from '../radius/log-in';
import type { Context } from '../store/context';
import { BadReplyAttribute } from '../store/reply-attributes';

/** What the sandbox's page uses; needs no key, and is no part of IronWifi. */
export function playRouter(context: Context): Router {
  const router = Router();
  router.use(express.json());

  router.get('/accounts', (request, response) => {
    const accounts = accountsOf(context);
    response.json({ accounts: request.query['passwords'] === '1' ? accounts : accounts.map(withoutPasswords) });
  });
  router.get('/sessions', (_request, response) => {
    response.json({ sessions: openSessions(context) });
  });
  router.post('/log-in', (request, response) => {
    const { username, password, device } = bodyOf(request);
    response.json(logIn(context, String(username), String(password), typeof device === 'string' ? device : undefined));
  });
  router.get('/org-units', (_request, response) => void response.json({ orgUnits: orgUnitReplies(context) }));
  router.put('/org-units/:name/reply', (request, response) => {
    setOrgUnitReply(context, request.params.name, bodyOf(request));
    response.json({ orgUnits: orgUnitReplies(context) });
  });
  addDials(router, '/faults', context.faults, faultChoices, context);
  addDials(router, '/switches', context.switches, switchChoices, context);
  router.use(refuse);
  return router;
}

/** GET and PUT of `{ faults: {...}, choices: {...} }`, for both kinds of dial; a PUT names what it changes. */
function addDials<T extends object>(
  router: Router,
  path: string,
  dials: T,
  choices: Choices<T>,
  context: Context,
): void {
  router.get(path, (_request, response) => void response.json({ faults: dials, choices }));
  router.put(path, (request, response) => {
    const body = bodyOf(request);
    turnDials(dials, body['faults'] ?? body, choices);
    context.changed();
    response.json({ faults: dials, choices });
  });
}

const refuse: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof BadDial || error instanceof BadReplyAttribute)
    response.status(400).json({ error: error.message });
  else next(error);
};

function bodyOf(request: Request): Record<string, unknown> {
  const body: unknown = request.body;
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}
