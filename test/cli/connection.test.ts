import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../cli/frame/connection';
import { keepLogin, loginFile } from '../../cli/frame/login-file';
import { clearScratch, scratch } from '../api/support/scratch';

const HOME_URL = 'http://127.0.0.1:8080';
let env: NodeJS.ProcessEnv;
beforeEach(() => {
  env = { XDG_CONFIG_HOME: scratch(), LATCHKEY_HOME: scratch() };
  writeFileSync(join(String(env.LATCHKEY_HOME), 'admin-token'), 'of-this-machine\n');
});
afterEach(clearScratch);

const seen = (more: NodeJS.ProcessEnv = {}, url?: string) => {
  const { url: to, token } = connect({ ...env, ...more }, url);
  return { to, token };
};

it('is the system of this machine, where nothing else is said', () => {
  expect(seen()).toEqual({ to: HOME_URL, token: 'of-this-machine' });
  expect(seen({ LATCHKEY_HOST: '0.0.0.0', LATCHKEY_PORT: '9000' })).toMatchObject({ to: 'http://127.0.0.1:9000' });
  expect(seen({ LATCHKEY_ADMIN_TOKEN: 'another-one' })).toEqual({ to: HOME_URL, token: 'another-one' });
});

it('is what the environment says', () => {
  const LATCHKEY_URL = 'https://wifi.example.com/';
  expect(seen({ LATCHKEY_URL, LATCHKEY_TOKEN: 'lk_1' })).toEqual({ to: 'https://wifi.example.com', token: 'lk_1' });
  const file = join(scratch(), 'token');
  writeFileSync(file, 'lk_2\n');
  expect(seen({ LATCHKEY_URL, LATCHKEY_TOKEN_FILE: file })).toMatchObject({ token: 'lk_2' });
  expect(() => seen({ LATCHKEY_URL, LATCHKEY_TOKEN_FILE: '/nowhere' })).toThrow('names a file that cannot be read');
  expect(() => seen({ LATCHKEY_URL: 'wifi.example.com' })).toThrow('LATCHKEY_URL must be an address');
});

it('is the login, which --url and LATCHKEY_URL override', async () => {
  await keepLogin(env, { url: 'https://wifi.example.com', token: 'lk_kept' });
  expect(seen()).toEqual({ to: 'https://wifi.example.com', token: 'lk_kept' });
  expect(seen({}, HOME_URL)).toEqual({ to: HOME_URL, token: 'of-this-machine' });
});

it('closes a login that others can read', async () => {
  await keepLogin(env, { url: 'https://wifi.example.com', token: 'lk_kept' });
  chmodSync(loginFile(env), 0o644);
  expect(seen()).toMatchObject({ token: 'lk_kept' });
  expect(statSync(loginFile(env)).mode & 0o777).toBe(0o600);
});

it('sends no token where it does not belong', async () => {
  await keepLogin(env, { url: 'https://wifi.example.com', token: 'lk_kept' });
  expect(() => seen({}, 'https://evil.example.com')).toThrow('There is no token for this API.');
  expect(() => seen({ LATCHKEY_ADMIN_TOKEN: 'of-this-machine' }, 'https://evil.example.com')).toThrow('no token');
});

it('says what to do where there is no token yet, or the login cannot be read', () => {
  expect(() => seen({ LATCHKEY_HOME: scratch() })).toThrow('There is no token for the system of this machine yet.');
  const folder = join(String(env.XDG_CONFIG_HOME), 'latchkey');
  mkdirSync(folder);
  writeFileSync(join(folder, 'login.json'), '{');
  expect(() => seen()).toThrow('The login that is kept cannot be read');
});
