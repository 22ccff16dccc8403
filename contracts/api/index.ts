import { readAudit } from './audit';
import { readChecks, runChecks } from './checks';
import { readEvents } from './events';
import { alive, describeApi, readHealth, readMaintenance, ready, switchMaintenance } from './health';
import { readOverview } from './overview';
import * as holds from './holds';
import { explainMember } from './member';
import * as memberActs from './member-acts';
import * as memberPage from './member-page';
import * as members from './members';
import { listPeople } from './people';
import * as plans from './plans';
import { listRoster } from './roster';
import * as probe from './probe';
import * as profiles from './profiles';
import * as sessions from './sessions';
import * as settings from './settings';
import * as settingsHistory from './settings-history';
import * as syncs from './syncs';
import * as tokens from './tokens';
import * as whatIf from './what-if';
import { installWebhooks, listWebhooks, receiveWebhook } from './webhooks';

/** What takes a token, and answers in JSON. */
export const guardedOperations = {
  ...members,
  explainMember,
  ...memberActs,
  listPeople,
  listRoster,
  ...syncs,
  ...holds,
  ...settings,
  ...plans,
  ...settingsHistory,
  ...whatIf,
  ...profiles,
  ...probe,
  ...tokens,
  ...sessions,
  readAudit,
  listWebhooks,
  installWebhooks,
  readHealth,
  readChecks,
  runChecks,
  readOverview,
  readMaintenance,
  switchMaintenance,
};

/** Every operation of the HTTP API. */
export const operations = {
  alive,
  ready,
  describeApi,
  ...guardedOperations,
  readEvents,
  receiveWebhook,
  ...memberPage,
};
