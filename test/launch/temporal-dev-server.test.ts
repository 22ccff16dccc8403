import { loadClientConnectConfig } from '@temporalio/envconfig';
import { devServerArguments, temporalEnvironment } from '../../launch/temporal/dev-server';

const server = { kind: 'binary' as const, path: 'temporal', origin: '', flags: new Set<string>() };
const options = { port: 7233, namespace: 'default' };

it('keeps what points at another Temporal away from our processes', () => {
  const user = { PATH: '/bin', TEMPORAL_ADDRESS: 'cloud:7233', TEMPORAL_API_KEY: 'key', TEMPORAL_TLS: 'true' };
  const env = temporalEnvironment(user, '127.0.0.1:7233', 'space');
  expect(env.PATH).toBe('/bin');
  expect(loadClientConnectConfig({ overrideEnvVars: env as Record<string, string> })).toEqual({
    namespace: 'space',
    connectionOptions: { address: '127.0.0.1:7233' },
  });
});

it('has a UI and a database only where they are wanted', () => {
  expect(devServerArguments(server, options)).toContain('--headless');
  const args = devServerArguments(server, {
    ...options,
    ui: { host: '127.0.0.1', port: 8233 },
    databaseFile: '/state/temporal.db',
  }).join(' ');
  expect(args).toContain('--ui-port 8233');
  expect(args).toContain('--db-filename /state/temporal.db --sqlite-pragma journal_mode=wal');
});

it('uses a flag that is new only where the server knows it', () => {
  const newer = { ...server, flags: new Set(['ui-disable-news-fetch']) };
  expect(devServerArguments(server, options)).not.toContain('--ui-disable-news-fetch');
  expect(devServerArguments(newer, options)).toContain('--ui-disable-news-fetch');
});
