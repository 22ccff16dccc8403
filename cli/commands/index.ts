import type { Command, Group } from '../frame/command';
import { apply } from './apply';
import { audit } from './audit';
import { completion } from './completion';
import { doctor } from './doctor';
import { events } from './events';
import { explain } from './explain';
import { holds } from './holds';
import { login } from './login';
import { logout } from './logout';
import { erase, override, resend, retry, rotate } from './member-acts';
import { members } from './members';
import { plan } from './plan';
import { probe } from './probe';
import { settings } from './settings';
import { sync } from './sync';
import { tokens } from './tokens';
import { up } from './up';
import { version } from './version';
import { webhooks } from './webhooks';

/** All commands, in the order of the help. A new one is a file in this folder and a line here. */
export const commands: readonly (Command | Group)[] = [
  ...[up, doctor, login, logout],
  ...[members, explain, resend, rotate, override, retry, erase],
  ...[sync, holds, plan, apply, settings, webhooks, probe],
  ...[tokens, audit, events],
  ...[version, completion(() => commands)],
];
