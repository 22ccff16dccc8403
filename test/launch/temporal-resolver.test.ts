import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LaunchError } from '../../launch/machine/basics';
import { resolveTemporal } from '../../launch/temporal/resolver';
import { downloadWithSdk } from '../../launch/temporal/sdk-download';

const HELP = '--db-filename --dynamic-config-value --sqlite-pragma --search-attribute --ui-disable-news-fetch';
const WORKING = `#!/bin/sh\necho "${HELP}"\n`;
const TOO_OLD = '#!/bin/sh\necho "--db-filename"\n';
const BROKEN = '#!/bin/sh\nexit 1\n';
/** Does of `go build` what matters here: it says what it compiles, and writes the file named by `-o`. */
const FAKE_GO = `#!/bin/sh
while [ "$1" != "-o" ]; do shift; done
echo github.com/some/package >&2
printf '%s' '${WORKING}' > "$2"
chmod +x "$2"
`;

interface Bench {
  env: NodeJS.ProcessEnv;
  cache: string;
  said: string[];
  install: (name: string, script: string) => string;
  resolve: (download?: () => Promise<string | undefined>) => ReturnType<typeof resolveTemporal>;
}

function bench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-resolver-'));
  const programs = join(folder, 'bin');
  const cache = join(folder, 'cache');
  const env: NodeJS.ProcessEnv = { PATH: programs };
  const said: string[] = [];
  return {
    env,
    cache,
    said,
    install: (name, script) => writeProgram(join(programs, name), script),
    resolve: (download = () => Promise.resolve(undefined)) =>
      resolveTemporal({ env, cache, report: (line) => said.push(line), download }),
  };
}

function writeProgram(path: string, script: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}

it('takes TEMPORAL_ADDRESS before anything else', async () => {
  const { env, install, resolve } = bench();
  install('temporal', WORKING);
  env.TEMPORAL_ADDRESS = 'temporal.example:7233';
  await expect(resolve()).resolves.toEqual({ kind: 'running', address: 'temporal.example:7233' });
});

it('takes the temporal on PATH before a download', async () => {
  const { install, resolve } = bench();
  const path = install('temporal', WORKING);
  const server = await resolve(() => Promise.reject(new Error('no need to download')));
  expect(server).toMatchObject({ kind: 'binary', path, origin: 'found on PATH' });
  expect(server).toHaveProperty('flags', new Set(HELP.replaceAll('--', '').split(' ')));
});

it('shows no secret of ours to what it tries and builds with', async () => {
  const { env, install, resolve } = bench();
  const ifNoneIsSeen = '[ -z "$NEXUDUS_PASSWORD$LATCHKEY_MASTER_KEY$TEMPORAL_API_KEY$SMTP_URL" ] || exit 1\n';
  install('go', FAKE_GO.replace('#!/bin/sh\n', (first) => first + ifNoneIsSeen).replace('chmod', '/bin/chmod'));
  Object.assign(env, { NEXUDUS_PASSWORD: 'p', LATCHKEY_MASTER_KEY: 'm', TEMPORAL_API_KEY: 't', SMTP_URL: 's' });
  await expect(resolve()).resolves.toMatchObject({ origin: 'built with Go' });
  const onPath = install(
    'temporal',
    WORKING.replace('#!/bin/sh\n', (first) => first + ifNoneIsSeen),
  );
  await expect(resolve()).resolves.toMatchObject({ path: onPath });
});

it.each([
  ['too old', TOO_OLD],
  ['broken', BROKEN],
])('passes over a temporal on PATH that is %s, and says so', async (_, script) => {
  const { install, resolve, cache, said } = bench();
  install('temporal', script);
  const downloaded = writeProgram(join(cache, 'anywhere'), WORKING);
  await expect(resolve(() => Promise.resolve(downloaded))).resolves.toMatchObject({ path: downloaded });
  expect(said.join()).toContain('no Temporal CLI that can be used');
});

it('builds with Go where nothing can be downloaded, and finds the build again', async () => {
  const { install, resolve, cache, said } = bench();
  install('go', FAKE_GO.replace('printf', '/usr/bin/printf').replace('chmod', '/bin/chmod'));
  const server = await resolve();
  expect(server).toMatchObject({ origin: 'built with Go' });
  expect(said.join()).toContain('building it with Go');
  await expect(resolve(() => Promise.reject(new Error('no need')))).resolves.toMatchObject({ origin: 'built before' });
  const [version] = readdirSync(join(cache, 'temporal'));
  expect(version).toMatch(/^\d+\.\d+\.\d+-/);
  expect(readdirSync(join(cache, 'temporal', version ?? ''))).toEqual(['temporal']);
});

it('survives two builders at once', async () => {
  const { install, resolve } = bench();
  install('go', FAKE_GO.replace('printf', '/usr/bin/printf').replace('chmod', '/bin/chmod'));
  const [one, other] = await Promise.all([resolve(), resolve()]);
  expect(one).toEqual(other);
  expect(one.kind === 'binary' && existsSync(one.path)).toBe(true);
});

it('says what to install where there is no Go either', async () => {
  const { resolve } = bench();
  await expect(resolve()).rejects.toThrow(LaunchError);
  await expect(resolve()).rejects.toThrow(/Temporal CLI.*Go 1\.21.*TEMPORAL_ADDRESS/);
});

it('says which folder is of no use, and how to choose another', async () => {
  const { install, resolve, cache, env } = bench();
  install('go', FAKE_GO);
  writeFileSync(cache, '');
  const sentence = /^The folder \S+ cannot be made or written in \(E\w+\): set LATCHKEY_CACHE to one/;
  await expect(resolve()).rejects.toThrow(LaunchError);
  await expect(resolve()).rejects.toThrow(sentence);
  await expect(downloadWithSdk(cache, env)).rejects.toThrow(sentence);
});

it('shows why a build failed, and leaves nothing half-built', async () => {
  const { install, resolve, cache } = bench();
  install('go', '#!/bin/sh\necho "go: no such module" >&2\nexit 1\n');
  await expect(resolve()).rejects.toThrow('go: no such module');
  const [version] = readdirSync(join(cache, 'temporal'));
  expect(readdirSync(join(cache, 'temporal', version ?? ''))).toEqual([]);
});
