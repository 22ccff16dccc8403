import openapi from '../../contracts/api/openapi.json';
import { serveApi, type ServedApi } from './support/served-api';

type Operations = Record<
  string,
  { operationId?: string; responses?: object; security?: object[]; parameters?: object[] }
>;
const paths = openapi.paths as unknown as Record<string, Operations>;
const methods = ['get', 'post', 'put', 'patch', 'delete'];

let api: ServedApi;
beforeAll(async () => (api = await serveApi()));
afterAll(() => api.close());

const concrete = (path: string) =>
  path
    .replace('{connector}', 'main')
    .replace('{action}', '61')
    .replace('{businessId}', '1')
    .replace('{id}', '1001')
    .replace('{token}', '1001-x')
    .replace('{format}', 'apple');

const documented = Object.entries(paths).flatMap(([path, operations]) =>
  methods.map((method): [string, string, boolean] => [method.toUpperCase(), path, method in operations]),
);

describe('the OpenAPI document', () => {
  it('is served to everybody', async () => {
    const response = await api.call('GET', '/api/v1/openapi.json');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(openapi);
  });

  it('says which version of OpenAPI it follows and gives each operation its own name', () => {
    expect(openapi.openapi).toMatch(/^3\.1\./);
    const names = Object.values(paths).flatMap((operations) => Object.values(operations).map((op) => op.operationId));
    const given = names.filter((name) => name !== undefined);
    expect(new Set(given).size).toBe(given.length);
  });

  it('refers only to what it has', () => {
    const references = [...JSON.stringify(openapi).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
    const missing = references.filter(
      (path) =>
        path.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], openapi) ===
        undefined,
    );
    expect(references.length).toBeGreaterThan(50);
    expect(missing).toEqual([]);
  });

  it('names every parameter of a path', () => {
    for (const [path, operations] of Object.entries(paths)) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters = [] } of Object.values(operations))
        for (const name of wanted)
          expect(parameters).toContainEqual(expect.objectContaining({ name, in: 'path', required: true }));
    }
  });

  it.each(documented)('%s %s is there just as documented: %s', async (method, path, there) => {
    const response = await api.call(method, concrete(path), {
      headers: { authorization: 'Bearer admin-token-of-the-test' },
    });
    if (there) expect(response.status).not.toBe(405);
    else expect(response.status).toBe(405);
  });

  it('leaves out no route', () => {
    const wanted = Object.keys(paths).map((path) => path.replace('/api/v1', ''));
    // the console is pages for people
    const isOfConsole = (path: string): boolean => /^\/(console(\/.*)?|\{hash\}\/\{name\})?$/.test(path);
    const served = routesOf(api.app).filter((path) => !isOfConsole(path));
    expect(served.sort()).toEqual(wanted.sort());
  });
});

interface Layer {
  route?: { path: string };
  handle: { stack?: Layer[] };
}

/** Every path that express knows, without the prefix of the router it is in. */
function routesOf(app: ServedApi['app']): string[] {
  const walk = ({ route, handle }: Layer): string[] => (route ? [route.path] : (handle.stack ?? []).flatMap(walk));
  const { stack } = app.router as unknown as { stack: Layer[] };
  return stack.flatMap(walk).map((path) => path.replace(/:(\w+)/g, '{$1}'));
}
