import { existsSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { GatewayError, type HintGateway, type MemberHint, SpoolUnwritable } from '../../api/ports/gateways';
import { DurableIntake } from '../../api/spool/durable-intake';
import { HintSpool } from '../../api/spool/hint-spool';
import { memberId } from '../../domain/replayed/ids';
import { eventually } from '../support/eventually';
import { clearScratch, scratch } from './support/scratch';

jest.setTimeout(40_000);

const away = new GatewayError('away', 'Temporal does not answer.');
const refused = new GatewayError('refused', 'Temporal refuses the request.');

function hint(id: number): MemberHint {
  return {
    member: memberId(String(id)),
    signal: 'accessChanged',
    hint: { source: 'hook', action: 'AccessControlUpdate', evidence: [String(id)] },
  };
}

/** Temporal, as far as hints know it. */
class Temporal implements HintGateway {
  readonly hints: MemberHint[] = [];
  isAway = false;
  readonly refuses = new Set<string>();

  get taken(): string[] {
    return this.hints.map(({ member }) => member);
  }

  async send(hint: MemberHint): Promise<void> {
    await Promise.resolve();
    if (this.isAway) throw away;
    if (this.refuses.has(hint.member)) throw refused;
    this.hints.push(hint);
  }
}

const opened: HintSpool[] = [];

function spoolOf(temporal: HintGateway, path: string): HintSpool {
  const spool = new HintSpool(path, temporal, pino({ level: 'silent' }), {
    firstPauseMs: 1,
    longestPauseMs: 10,
    spacingMs: 1,
  });
  opened.push(spool);
  return spool;
}

async function prepared() {
  const temporal = new Temporal();
  const path = join(scratch(), 'spool', 'hints.jsonl');
  const spool = spoolOf(temporal, path);
  await spool.open();
  return { temporal, path, spool, intake: new DurableIntake(temporal, spool) };
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((spool) => spool.close()));
  clearScratch();
});

describe('hints', () => {
  it('go straight to Temporal while it answers', async () => {
    const { temporal, path, intake } = await prepared();
    await intake.accept([hint(1), hint(2)]);
    expect(temporal.taken).toEqual(['1', '2']);
    expect(readFileSync(path, 'utf8')).toBe('');
  });

  it('are on disk before they are accepted while it does not', async () => {
    const { temporal, path, spool, intake } = await prepared();
    temporal.isAway = true;
    await intake.accept([hint(1)]);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ version: 1, ...hint(1) });
    expect(spool.waiting).toBe(1);
  });

  it('are handed on in order once it is back, and the file is empty', async () => {
    const { temporal, path, spool, intake } = await prepared();
    temporal.isAway = true;
    for (const n of [1, 2, 3]) await intake.accept([hint(n)]);
    temporal.isAway = false;
    await eventually(
      'nothing waits, in memory or on disk',
      () => spool.waiting === 0 && readFileSync(path, 'utf8') === '',
    );
    expect(temporal.taken).toEqual(['1', '2', '3']);
  });

  it('go behind those that wait', async () => {
    const { temporal, spool, intake } = await prepared();
    temporal.isAway = true;
    await intake.accept([hint(1)]);
    temporal.isAway = false;
    const late = intake.accept([hint(2)]);
    expect(spool.waiting).toBe(2);
    await late;
    await eventually('nothing waits', () => spool.waiting === 0);
    expect(temporal.taken).toEqual(['1', '2']);
  });

  it('of one hook that Temporal took only in part are kept for the rest', async () => {
    const { temporal, spool, intake } = await prepared();
    temporal.refuses.add('2');
    await intake.accept([hint(1), hint(2), hint(3)]);
    expect(temporal.taken).toEqual(['1', '3']);
    temporal.refuses.clear();
    await eventually('nothing waits', () => spool.waiting === 0);
    expect(temporal.taken).toEqual(['1', '3', '2']);
  });

  it('that Temporal refuses hold up nobody', async () => {
    const { temporal, spool, intake } = await prepared();
    temporal.isAway = true;
    await intake.accept([hint(1), hint(2)]);
    temporal.refuses.add('1');
    temporal.isAway = false;
    await eventually('the second is taken', () => temporal.taken.includes('2'));
    expect(spool.waiting).toBe(1);
    temporal.refuses.clear();
    await eventually('nothing waits', () => spool.waiting === 0);
    expect(temporal.taken).toEqual(['2', '1']);
  });

  it('are not accepted when they can be kept nowhere', async () => {
    const folder = scratch();
    writeFileSync(join(folder, 'spool'), 'a file where a folder should be');
    const temporal = new Temporal();
    temporal.isAway = true;
    const spool = spoolOf(temporal, join(folder, 'spool', 'hints.jsonl'));
    await expect(spool.open()).rejects.toThrow(SpoolUnwritable);
    await expect(new DurableIntake(temporal, spool).accept([hint(1)])).rejects.toThrow(SpoolUnwritable);
    expect(spool.waiting).toBe(0);
  });
});

describe('a hook that names many', () => {
  const many = (count: number): MemberHint[] =>
    Array.from({ length: count }, (_, n) => {
      const { member, signal, hint: one } = hint(1_000 + n);
      return { member, signal, hint: { ...one, priority: 'background' } };
    });
  const urgent: MemberHint = {
    member: memberId('1'),
    signal: 'checkedIn',
    hint: { source: 'hook', action: 'CoworkerCheckin', priority: 'urgent' },
  };
  const first = (temporal: Temporal, member: string) => temporal.taken.indexOf(member);

  it('is on disk at once, and handed on whole', async () => {
    const { temporal, path, spool, intake } = await prepared();
    await intake.accept(many(100));
    expect(readFileSync(path, 'utf8').split('\n').length).toBeGreaterThan(90);
    await eventually(
      'nothing waits, in memory or on disk',
      () => spool.waiting + readFileSync(path, 'utf8').length === 0,
    );
    expect(new Set(temporal.taken).size).toBe(100);
    expect(temporal.taken).toHaveLength(100);
  });

  it('is overtaken by hooks that name few', async () => {
    const { temporal, spool, intake } = await prepared();
    await intake.accept(many(100));
    await eventually('Temporal takes them', () => spool.isMoving);
    await intake.accept([hint(2)]);
    expect(first(temporal, '2')).toBeGreaterThanOrEqual(0);
    expect(spool.waiting).toBeGreaterThan(0);
    await eventually('nothing waits', () => spool.waiting === 0);
  });

  it('is overtaken by what came later, once Temporal is back: the door first', async () => {
    const { temporal, spool, intake } = await prepared();
    temporal.isAway = true;
    await intake.accept(many(50));
    await intake.accept([hint(2)]);
    await intake.accept([urgent]);
    temporal.isAway = false;
    await eventually('nothing waits', () => spool.waiting === 0);
    // one was on its way to find out whether Temporal is back
    expect(first(temporal, '1')).toBeLessThanOrEqual(1);
    expect(first(temporal, '2')).toBeLessThanOrEqual(2);
    expect(temporal.taken).toHaveLength(52);
  });

  it('keeps of what it merges all evidence, and when the first came in', async () => {
    const { temporal, spool, intake } = await prepared();
    temporal.isAway = true;
    await intake.accept(many(1));
    for (const [at, contract] of ['7', '9'].entries())
      await intake.accept([{ ...hint(2), hint: { source: 'hook', action: 'X', evidence: [contract], at } }]);
    temporal.isAway = false;
    await eventually('nothing waits', () => spool.waiting === 0);
    expect(temporal.hints.filter(({ member }) => member === '2')).toEqual([
      { ...hint(2), hint: { source: 'hook', action: 'X', evidence: ['7', '9'], at: 0 } },
    ]);
  });

  it('is told once of each member, however often it comes while Temporal is away', async () => {
    const { temporal, spool, intake } = await prepared();
    temporal.isAway = true;
    for (let times = 0; times < 3; times++) await intake.accept(many(10));
    expect(spool.waiting).toBe(30);
    temporal.isAway = false;
    await eventually('nothing waits', () => spool.waiting === 0);
    expect(new Set(temporal.taken).size).toBe(10);
    expect(temporal.taken.length).toBeLessThanOrEqual(11);
  });

  it('is handed straight to Temporal where the disk takes nothing', async () => {
    const folder = scratch();
    writeFileSync(join(folder, 'spool'), 'a file where a folder should be');
    const temporal = new Temporal();
    const spool = spoolOf(temporal, join(folder, 'spool', 'hints.jsonl'));
    await new DurableIntake(temporal, spool).accept(many(60));
    expect(temporal.taken).toHaveLength(60);
  });
});

describe('hints that wait', () => {
  it('are sent side by side once Temporal takes one', async () => {
    const temporal = new Temporal();
    let [inFlight, most] = [0, 0];
    const slow: HintGateway = {
      send: async (given) => {
        if (temporal.isAway) return temporal.send(given);
        most = Math.max(most, ++inFlight);
        await new Promise((done) => setTimeout(done, 20));
        inFlight--;
        await temporal.send(given);
      },
    };
    const spool = spoolOf(slow, join(scratch(), 'spool', 'hints.jsonl'));
    temporal.isAway = true;
    await spool.add(Array.from({ length: 60 }, (_, n) => hint(n)));
    temporal.isAway = false;
    await eventually('nothing waits', () => spool.waiting === 0);
    expect(most).toBeGreaterThan(3);
    expect(temporal.taken).toHaveLength(60);
  });
});

describe('a spool that an earlier process left', () => {
  function left(content: string): string {
    const path = join(scratch(), 'spool', 'hints.jsonl');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }
  const line = (n: number) => `${JSON.stringify(hint(n))}\n`;

  it('is handed on at start', async () => {
    const temporal = new Temporal();
    const spool = spoolOf(temporal, left(line(1) + line(2)));
    await spool.open();
    await eventually('nothing waits', () => spool.waiting === 0);
    expect(temporal.taken).toEqual(['1', '2']);
  });

  it('loses only the line that was never whole', async () => {
    const temporal = new Temporal();
    const spool = spoolOf(temporal, left(`${line(1)}{"member":"2","sig`));
    await spool.open();
    expect(spool.waiting).toBe(1);
    await spool.add([hint(3)]);
    await eventually('nothing waits', () => spool.waiting === 0);
    expect(temporal.taken).toEqual(['1', '3']);
  });

  it.each(['nonsense', '\0\0\0\0', '{"member":"2","signal":"unheard"}', 'Zoë'])(
    'is handed on past a line that is no hint: %j',
    async (damaged) => {
      const temporal = new Temporal();
      const path = left(`${line(1)}${damaged}\n${line(2)}`);
      const spool = spoolOf(temporal, path);
      await spool.open();
      await eventually(
        'nothing waits, in memory or on disk',
        () => spool.waiting === 0 && readFileSync(path, 'utf8') === '',
      );
      expect(temporal.taken).toEqual(['1', '2']);
    },
  );

  it('is handed on past a line that a newer Latchkey wrote, which is kept for one', async () => {
    const temporal = new Temporal();
    const newer = '{"version":2,"members":["2"],"signal":"unheard"}';
    const path = left(`${line(1)}${newer}\n${line(3)}`);
    const spool = spoolOf(temporal, path);
    await spool.open();
    await eventually('the others are taken', () => temporal.taken.length === 2);
    expect(temporal.taken).toEqual(['1', '3']);
    await spool.close();
    expect(readFileSync(path, 'utf8')).toContain(newer);
  });

  it('is read as it was written before lines had a version', async () => {
    const temporal = new Temporal();
    const spool = spoolOf(temporal, left(`${JSON.stringify(hint(1))}\n`));
    await spool.open();
    await eventually('it is taken', () => temporal.taken.length === 1);
  });

  it('is handed on again from the start when the process died on the way: twice is harmless', async () => {
    const path = left(line(1) + line(2));
    const dying = new Temporal();
    dying.refuses.add('2');
    const first = spoolOf({ send: (given) => (given.member === '1' ? dying.send(given) : Promise.reject(away)) }, path);
    await first.open();
    await eventually('one is taken', () => dying.taken.length === 1);
    await first.close();

    const temporal = new Temporal();
    const second = spoolOf(temporal, path);
    await second.open();
    await eventually('nothing waits', () => second.waiting === 0);
    expect(temporal.taken).toEqual(['1', '2']);
  });

  it('is counted once it can be read, although it could not at start', async () => {
    const path = join(scratch(), 'spool', 'hints.jsonl');
    writeFileSync(dirname(path), 'a file where a folder should be');
    const temporal = new Temporal();
    const spool = spoolOf(temporal, path);
    await expect(spool.open()).rejects.toThrow(SpoolUnwritable);
    unlinkSync(dirname(path));
    mkdirSync(dirname(path));
    writeFileSync(path, line(1));
    await spool.add([hint(2)]);
    await eventually('nothing waits', () => spool.waiting === 0);
    expect(temporal.taken).toEqual(['1', '2']);
    expect(existsSync(path)).toBe(true);
  });
});
