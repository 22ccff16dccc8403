import express, { type Response, Router } from 'express';
import { BadDial, turnDials } from '../controls/dials';
import { faultChoices, type MailboxFaults } from './faults';
import { isTo, type Message } from './message';
import { listPage, messagePage, notFoundPage } from './pages';

/** What the pages and calls work on. */
export interface Mail {
  readonly messages: readonly Message[];
  readonly faults: MailboxFaults;
  clear(): void;
}

/** The mailbox in a browser, and as JSON for tests. */
export function mailboxRouter(mail: Mail): Router {
  const router = Router();

  router.get('/', (request, response) => show(response, listPage(request.baseUrl, mail.messages)));
  router.get('/messages.json', (request, response) => {
    const { to } = request.query;
    const messages = typeof to === 'string' ? mail.messages.filter((message) => isTo(message, to)) : mail.messages;
    response.json({ messages });
  });
  router.delete('/messages', (_request, response) => {
    mail.clear();
    response.status(204).end();
  });
  router.post('/empty', (request, response) => {
    mail.clear();
    response.redirect(303, `${request.baseUrl}/`);
  });
  addFaults(router, mail.faults);
  router.get('/:id', (request, response) => {
    const message = mail.messages.find(({ id }) => id === request.params.id);
    if (message) show(response, messagePage(request.baseUrl, message));
    else show(response.status(404), notFoundPage(request.baseUrl));
  });
  return router;
}

function addFaults(router: Router, faults: MailboxFaults): void {
  router.get('/faults', (_request, response) => {
    response.json({ faults, choices: faultChoices });
  });
  router.put('/faults', express.json(), (request, response) => {
    const body: unknown = request.body;
    try {
      turnDials(faults, wantedOf(body), faultChoices);
      response.json({ faults, choices: faultChoices });
    } catch (error) {
      if (!(error instanceof BadDial)) throw error;
      response.status(400).json({ error: error.message });
    }
  });
}

function wantedOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'faults' in body ? body.faults : body;
}

/** A mail is foreign markup: nothing in it may run or load anything. */
function show(response: Response, page: string): void {
  response.set(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'",
  );
  response.type('html').send(page);
}
