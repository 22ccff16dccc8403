import { alive, describeApi, readHealth, readMaintenance, ready, switchMaintenance } from './health';
import * as holds from './holds';
import * as memberPage from './member-page';
import * as members from './members';
import * as profiles from './profiles';
import * as settings from './settings';
import * as syncs from './syncs';
import { installWebhooks, listWebhooks, receiveWebhook } from './webhooks';

/** What takes the admin token. */
export const adminOperations = {
  ...members,
  ...syncs,
  ...holds,
  ...settings,
  ...profiles,
  listWebhooks,
  installWebhooks,
  readHealth,
  readMaintenance,
  switchMaintenance,
};

/** Every operation of the HTTP API. */
export const operations = { alive, ready, describeApi, ...adminOperations, receiveWebhook, ...memberPage };
