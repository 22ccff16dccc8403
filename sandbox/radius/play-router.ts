import express, { type Request, type Router } from 'express';
import { refusalWords, type IronwifiEmulator, type Refusal } from '../ironwifi';
import type { ReplyAttribute } from './access-accept';
import { findEapolTest } from './eapol';
import type { LogInResult, SandboxRadius } from './index';
import { eapMethods, type EapMethod } from './network-block';
import { howToInstall } from './program';
import { verdictWords } from './verdict-words';

/** What the page is told about an attempt. */
interface Attempt {
  /** Over EAP with FreeRADIUS, or by the emulator's own check of the password. */
  way: 'eap' | 'judgement';
  accepted: boolean;
  /** Why not; empty when accepted. */
  reason: string;
  attributes: ReplyAttribute[];
  tls: string | null;
  ms: number;
}

/** What the sandbox's page uses on the RADIUS side. */
export function radiusPlayRouter(radius: SandboxRadius, ironwifi: IronwifiEmulator): Router {
  const router = express.Router();
  router.use(express.json());
  router.get('/status', (_request, response) => {
    const hindrance = hindranceOf(radius);
    const { serverName, caFile } = radius;
    response.json({
      methods: eapMethods,
      hindrance,
      serverName,
      caFile,
      port: hindrance ? null : radius.server().port,
    });
  });
  router.post('/login', async (request, response) => {
    const { username, password, method } = bodyOf(request);
    if (typeof username !== 'string' || typeof password !== 'string' || !isMethod(method)) {
      response.status(400).json({ error: `Send a user name, a password and a method: ${eapMethods.join(', ')}.` });
      return;
    }
    const attempt = hindranceOf(radius)
      ? byJudgement(ironwifi, username, password)
      : byEap(ironwifi, username, await radius.tryToLogIn({ method, username, password }));
    response.json(attempt);
  });
  return router;
}

/** Why no real exchange is possible, and what to do; null when one is. */
function hindranceOf({ status }: SandboxRadius): string | null {
  switch (status.state) {
    case 'off':
      return 'FreeRADIUS is switched off here.';
    case 'starting':
      return 'FreeRADIUS is starting.';
    case 'missing':
    case 'down':
      return status.sentence;
    case 'ready':
      return findEapolTest() ? null : `eapol_test is not installed; to get it: ${howToInstall}`;
  }
}

function byJudgement(ironwifi: IronwifiEmulator, username: string, password: string): Attempt {
  const { accepted, reason, reply } = ironwifi.logIn(username, password);
  const attributes = Object.entries(reply).map(([name, value]) => ({ name, value }));
  return { way: 'judgement', accepted, reason, attributes, tls: null, ms: 0 };
}

/** IronWifi is told only of logins that got as far as its accounts. */
function byEap(ironwifi: IronwifiEmulator, username: string, result: LogInResult): Attempt {
  const { verdict, station, attributes, tls, ms } = result;
  const accepted = verdict.kind === 'accepted';
  const refusal = verdict.kind === 'refused' && isRefusal(verdict.reason) ? verdict.reason : undefined;
  if (accepted || refusal) ironwifi.noteLogIn(username, refusal, station);
  return { way: 'eap', accepted, reason: verdictWords(verdict), attributes, tls, ms };
}

function isRefusal(reason: string): reason is Refusal {
  return Object.hasOwn(refusalWords, reason);
}

function isMethod(method: unknown): method is EapMethod {
  return eapMethods.some((each) => each === method);
}

function bodyOf(request: Request): Record<string, unknown> {
  const body: unknown = request.body;
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}
