import { radiusdConf } from '../../sandbox/radius/radiusd-conf';

/** The configuration of FreeRADIUS, as text; test/radius has FreeRADIUS read it. */
const conf = (change: Partial<Parameters<typeof radiusdConf>[0]> = {}) =>
  radiusdConf({
    httpUrl: 'http://127.0.0.1:8090',
    secret: 'testing123',
    servers: [
      { name: 'main', port: 18_120, accountingPort: 18_121, pki: 'pki' },
      { name: 'evil', port: 18_130, pki: 'evil' },
    ],
    ...change,
  });

test('each server has its own port and certificate, and all share one tunnel', () => {
  const text = conf();
  for (const [name, port, pki] of [
    ['main', 18_120, 'pki'],
    ['evil', 18_130, 'evil'],
  ] as const) {
    const [, server = ''] = text.split(`server outer_${name} {`);
    expect(server).toMatch(
      new RegExp(`^\\s+listen \\{\\s+type = auth\\s+ipaddr = 127\\.0\\.0\\.1\\s+port = ${port}\\s`),
    );
    const [, eap = ''] = text.split(`eap eap_${name} {`);
    expect(/certificate_file = (.*)/.exec(eap)?.[1]).toBe(`./${pki}/server.chain.pem`);
  }
  expect(text.match(/type = acct/g)).toHaveLength(1);
  expect(text.match(/^server inner \{/gm)).toHaveLength(1);
});

test('no login is taken for granted: nothing is resumed, and who is not found is rejected at once', () => {
  const text = conf();
  expect(text.match(/cache \{\s+enable = no\s+\}/g)).toHaveLength(2);
  expect(text).toMatch(/\n {4}rest\n {4}if \(notfound \|\| noop\) \{\n {6}reject\n/);
});

test('every path starts at the working folder, so that the folder may have any name', () => {
  const paths = [...conf().matchAll(/^\s*\w*(?:file|dir|filename) += (.*)$/gm)].map(([, path]) => path);
  expect(paths.length).toBeGreaterThan(6);
  expect(paths.filter((path) => path !== '.' && !path?.startsWith('./'))).toEqual([]);
});

test.each([
  { secret: 'a"b' },
  { secret: '${name}' },
  { secret: '' },
  { servers: [{ name: 'a b', port: 1, pki: 'pki' }] },
  { servers: [{ name: 'main', port: 1, pki: '../pki' }] },
])('words that could mean something else are refused: %j', (change) => {
  expect(() => conf(change)).toThrow(/is to be a word of letters/);
});
