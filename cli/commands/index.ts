import type { Command, Group } from '../frame/command';
import { login } from './login';
import { logout } from './logout';
import { up } from './up';
import { version } from './version';

/** All commands, in the order of the help. A new one is a file in this folder and a line here. */
export const commands: readonly (Command | Group)[] = [up, login, logout, version];
