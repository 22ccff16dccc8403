import express, { type Router } from 'express';
import { Listeners } from '../controls/listeners';
import { type Account, accountOf, accountsOf } from './accounts/account';
import { orgUnitReplies, setOrgUnitReply } from './accounts/org-unit-reply';
import { userCollection } from './accounts/user-collection';
import { type IronwifiFaults, noFaults } from './controls/faults';
import { defaultOptions, type IronwifiOptions } from './controls/options';
import { defaultSwitches, type IronwifiSwitches } from './controls/switches';
import { playRouter } from './play/router';
import { addOrgUnit, seed } from './play/seed';
import { authorizeRouter } from './radius/authorize-router';
import { type LogIn, logIn, mayLogIn, noteLogIn, openSessions, type Refusal } from './radius/log-in';
import { type Call, CallLog } from './rest/call-log';
import { authenticate, Tokens } from './rest/credentials';
import { outage, slowness } from './rest/outage';
import { rateLimit } from './rest/rate-limit';
import { answerProblems } from './rest/reply';
import { tenantRouter } from './rest/tenant';
import type { Context } from './store/context';
import type { ReplyAttributes } from './store/reply-attributes';
import { type IronwifiState, type SessionRow, Store } from './store/store';

export type { Account, IronwifiFaults, IronwifiOptions, IronwifiState, IronwifiSwitches, Refusal };
export { refusalWords } from './radius/log-in';

/** An account that was not made through the API under test. */
interface ForeignAccount {
  username: string;
  password?: string;
  email?: string;
  firstname?: string;
  lastname?: string;
  notes?: string;
  orgunit?: string;
  status?: string;
}

/** An IronWifi tenant in memory. */
export interface IronwifiEmulator {
  /** The API; mounted at `/ironwifi` it answers at `/ironwifi/api/...`. */
  readonly router: Router;
  /** What the sandbox's page uses; not part of IronWifi. */
  readonly playRouter: Router;
  /** What a FreeRADIUS on this machine asks, mounted at `/radius`; not part of IronWifi. */
  readonly radiusRouter: Router;
  /** May be changed at any time. */
  readonly options: IronwifiOptions;
  /** May be changed at any time. */
  readonly switches: IronwifiSwitches;
  /** May be changed at any time. */
  readonly faults: IronwifiFaults;
  readonly calls: readonly Call[];
  resetCalls(): void;
  /** The calls that change something (POST, PATCH, PUT, DELETE), refused ones among them. */
  writes(): Call[];
  accounts(): Account[];
  /** What RADIUS would answer; `at` (ms since the epoch) may be a past instant, now if left out. */
  mayLogIn(username: string, password: string, at?: number): boolean;
  /** A device connects now: an accepted one gets a session. */
  logIn(username: string, password: string, device?: string): LogIn;
  /** Records a login that a real RADIUS server decided, as `logIn` does. */
  noteLogIn(username: string, refusal: Refusal | undefined, device: string): LogIn;
  sessions(): SessionRow[];
  addForeign(account: ForeignAccount): Account;
  /** Creates an org unit unless it exists; returns its id. */
  addOrgUnit(name: string): string;
  /** Every org unit with its reply attributes. */
  orgUnits(): { name: string; reply: ReplyAttributes }[];
  /**
   * Replaces the reply attributes of an org unit, as an operator does in the console.
   * @throws Error for an unknown org unit or attribute, or a value that the attribute does not take.
   */
  setOrgUnitReply(name: string, attributes: Record<string, string | number>): void;
  /** Org units and groups for the usual access levels, and two accounts of the operator's own. */
  seed(): void;
  snapshot(): IronwifiState;
  restore(state: IronwifiState): void;
  /** Tells of every change of state; returns the way to stop it. */
  onChange(listener: () => void): () => void;
}

/** Creates a tenant; options that are left out have the values of the default profile (ironwifi.md §11.1). */
export function createIronwifi(options: Partial<IronwifiOptions> = {}): IronwifiEmulator {
  const listeners = new Listeners();
  const context: Context = {
    options: { ...defaultOptions, ...options },
    switches: { ...defaultSwitches, ...options.switches },
    faults: noFaults(),
    store: new Store(),
    changed: () => listeners.notify(),
  };
  const log = new CallLog(context.options.now);

  return {
    router: apiRouter(context, log),
    playRouter: playRouter(context),
    radiusRouter: authorizeRouter(context),
    options: context.options,
    switches: context.switches,
    faults: context.faults,
    calls: log.calls,
    resetCalls: () => log.reset(),
    writes: () => log.writes(),
    accounts: () => accountsOf(context),
    mayLogIn: (username, password, at) => mayLogIn(context, username, password, at),
    logIn: (username, password, device) => logIn(context, username, password, device),
    noteLogIn: (username, refusal, device) => noteLogIn(context, username, refusal, device),
    sessions: () => openSessions(context),
    addForeign: (account) => addForeign(context, account),
    addOrgUnit: (name) => addOrgUnit(context, name),
    orgUnits: () => orgUnitReplies(context),
    setOrgUnitReply: (name, attributes) => setOrgUnitReply(context, name, attributes),
    seed: () => seed(context),
    snapshot: () => context.store.snapshot(),
    restore(state) {
      context.store.restore(state);
      context.changed();
    },
    onChange: (listener) => listeners.add(listener),
  };
}

function apiRouter(context: Context, log: CallLog): Router {
  const tokens = new Tokens(context.options);
  const api = express.Router();
  api.use(log.handler, outage(context));
  api.post('/oauth', express.urlencoded({ extended: false }), express.json(), tokens.handler);
  api.use(authenticate(context, tokens), rateLimit(context));
  // The body is read before the wait: a write that was let in is applied even if its caller hangs up meanwhile.
  api.use(express.json({ type: ['application/json', 'application/*+json'] }), slowness(context));
  api.use(tenantRouter(context));
  api.use(answerProblems(context));
  const router = express.Router();
  router.use('/api', api);
  return router;
}

function addForeign(context: Context, { orgunit, ...account }: ForeignAccount): Account {
  const unit = orgunit ? { orgunit: addOrgUnit(context, orgunit) } : {};
  return accountOf(context, userCollection(context).create({ ...account, ...unit }).row);
}
