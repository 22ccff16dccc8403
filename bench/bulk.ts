import { alternate, percentile } from './frame/alternate';
import { defineBench, wholeNumber, type Row } from './frame/bench';
import { timesDefault } from './rig/environment';
import { firstLooks } from './rig/looks';
import { desks, untilAccounts } from './rig/members';
import { Rig } from './rig/rig';
import { spread } from './rig/spread';
import { untilQuiet } from './rig/writes';

/** The hooks of an edit come within so long, s. */
const EDIT_S = 60;
/** Second looks have long been made. */
const QUIET_MS = 30_000;

interface Edit {
  /** Those by member of who is at the door left out. */
  reads: number;
  readsOfDoor: number;
  /** From the first hint of who is at the door meanwhile until it has been looked at, s. */
  door: number[];
}

/**
 * An operator edits everybody's record, of which a hook tells each; people come to the door meanwhile. Nobody's access changes.
 * The reads are counted until nothing follows.
 */
export const bulk = defineBench({
  about: 'what a bulk edit costs in reads, and whether anybody at the door waits for it',
  options: {
    members: wholeNumber(1_000, 'whose records are edited within a minute'),
    door: wholeNumber(10, 'who check in meanwhile, one after the other'),
  },
  measure: async ({ members, door }, course) => {
    const ids: string[] = [];
    const waves: string[][] = [];
    const populate = (sandbox: Rig['sandbox']): void => {
      ids.push(...desks(sandbox, members, 'edited-'));
      for (let run = 0; run < course.runs; run++) waves.push(desks(sandbox, door, `door-${run}-`));
    };
    const rig = await Rig.open(
      { plans: { 'Hot Desk': { group: 'basic-wifi', checkInRequired: true } }, populate },
      course,
    );
    try {
      await untilAccounts(rig.sandbox, members + course.runs * door);
      await rig.restart(timesDefault(1));
      await rig.sync();
      const { product } = await alternate(course, {
        floor: () => Promise.resolve(),
        product: (run) => edited(rig, ids, waves[run] ?? []),
      });
      return { rows: rowsOf(product), temporalServer: rig.temporalServer };
    } finally {
      await rig.close();
    }
  },
});

async function edited(rig: Rig, ids: string[], door: string[]): Promise<Edit> {
  const { nexudus } = rig.sandbox;
  await untilQuiet(rig.sandbox, QUIET_MS);
  nexudus.resetCalls();
  const began = Date.now();
  await Promise.all([
    spread(ids, EDIT_S * 1_000, (id) => rig.hook('CoworkerUpdate', { Id: Number(id) })),
    spread(door, EDIT_S * 1_000, (id) => Promise.resolve(void nexudus.play.checkIn(id))),
  ]);
  await untilQuiet(rig.sandbox, QUIET_MS);
  const ofDoor = nexudus.calls.filter(({ path, query }) => door.some((id) => namesMember(`${path}?${query}`, id)));
  const reads = nexudus.calls.length - ofDoor.length;
  const looks = await firstLooks(rig, door, began);
  const waits = looks.map(({ hintAt, overAt }) => (overAt - hintAt) / 1_000);
  return { reads, readsOfDoor: ofDoor.length, door: waits };
}

/** A record of the member is read, or a list of the member's own. */
const namesMember = (address: string, id: string): boolean => new RegExp(`[/=]${id}(?!\\d)`).test(address);

function rowsOf(product: Edit[]): Row[] {
  const door = (percent: number): number[] => product.map((edit) => percentile(edit.door, percent));
  return [
    { what: 'reads', unit: 'calls', product: product.map(({ reads }) => reads), goal: { atMost: 60 } },
    { what: 'reads by member of who was at the door', unit: 'calls', product: product.map((edit) => edit.readsOfDoor) },
    { what: 'looked at who was at the door meanwhile, half of them within', unit: 's', product: door(50) },
    { what: 'the same, 95 of 100 within', unit: 's', product: door(95), goal: { atMost: 5 } },
  ];
}
