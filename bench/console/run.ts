import { freePort } from '../../launch/machine/ports';
import { alternate } from '../frame/alternate';
import { defineBench, wholeNumber } from '../frame/bench';
import type { Rig } from '../rig/rig';
import { aliveIn } from './heap';
import { openSpace, type Space } from './space';
import { detailsOf, rowsOf } from './tell';
import { type Viewed, type Views, Visitor } from './visitor';

/** Of each page, before anything is measured: code is compiled, and connections are open. */
const WARM_UP = 10;

/**
 * Somebody looks at every page of the console in turn. The floor is an Express server that answers with as many bytes, by the
 * same client.
 */
export const consolePages = defineBench({
  about: 'how long the pages of the console take, and what the API keeps in memory',
  options: {
    members: wholeNumber(10_000, 'in the roster', 200),
    views: wholeNumber(2_000, 'of pages in each run'),
  },
  measure: async ({ members, views }, course) => {
    const inspector = await freePort();
    const space = await openSpace(members, inspector, course);
    const { rig, memory } = space;
    const visitor = await Visitor.signedIn(rig);
    const floor = await openFloor(rig);
    try {
      const pages = await pagesOf(space);
      const warm = await look(visitor, pages, WARM_UP * pages.length);
      const before = await aliveIn(inspector);
      const measured = await alternate(course, {
        floor: () => look(floor, floorPages(warm), views),
        product: () => look(visitor, pages, views),
      });
      const flat = { before, after: await aliveIn(inspector), views: views * course.runs };
      return {
        rows: rowsOf(measured, memory, flat),
        details: detailsOf(measured),
        temporalServer: rig.temporalServer,
      };
    } finally {
      await Promise.all([visitor.close(), floor.close()]);
      await rig.stop('floorDoor');
      await rig.close();
    }
  },
});

/** A page and the address that is asked for. */
type Pages = readonly (readonly [page: string, address: string])[];

async function look(visitor: Visitor, pages: Pages, views: number): Promise<Views> {
  const seen = new Map<string, Viewed[]>(pages.map(([page]) => [page, []]));
  for (let n = 0; n < views; n++) {
    const [page, address] = pages[n % pages.length] ?? ['', ''];
    seen.get(page)?.push(await visitor.view(address));
  }
  return seen;
}

/** Every page of the console, and what the members are found and filtered by. */
async function pagesOf({ rig: { api }, member }: Space): Promise<Pages> {
  const [{ syncs }, { holds }] = await Promise.all([api.listSyncs(), api.listHolds()]);
  const addresses = {
    'the overview': '',
    members: '/members',
    'members, found': '/members?find=desk+99',
    'members, filtered': '/members?status=granted&page=100',
    'a member': `/members/${member}`,
    plans: '/plans',
    syncs: '/syncs',
    'a sync': `/syncs/${syncs.find(({ state }) => state === 'done')?.id}`,
    holds: '/holds',
    'a hold': `/holds/${holds[0]?.id}`,
    webhooks: '/webhooks',
    settings: '/settings',
    'settings, history': '/settings/history',
    health: '/health',
    audit: '/audit',
    access: '/access',
  };
  return Object.entries(addresses).map(([page, path]) => [page, `/console${path}`]);
}

async function openFloor(rig: Rig): Promise<Visitor> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  await rig.startFloorDoor({ main: 'bench/floor/page.js', env: { FLOOR_PORT: String(port) } }, `${url}/1`);
  return Visitor.of(url);
}

const floorPages = (views: Views): Pages => [...views].map(([page, seen]) => [page, `/${seen.at(-1)?.bytes ?? 0}`]);
