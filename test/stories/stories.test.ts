import { tell, type Verdict } from './support/story';

/**
 * Lives of members are told to the real product while everything that it needs is ill in turn and each of its processes
 * is killed. The stories of the suite are always the same, and are told at the same time; `npm run stories` looks for new
 * ones.
 */
const usual = [249, 264];
/** Fewer lives need fewer calls, so a slow machine changes nothing; still more leave at once than a guard lets pass unasked. */
const usualLives = 6;
const first = Number(process.env.LATCHKEY_SEED ?? 0);
const runs = Number(process.env.LATCHKEY_RUNS ?? 0);
const seeds = runs > 0 ? Array.from({ length: runs }, (_, index) => first + index) : usual;
const inTurn = runs > 0 ? test : test.concurrent;

const STORY_LIMIT_MS = 400_000;

describe('while everything is ill in turn, and killed,', () => {
  inTurn.each(seeds)(
    'every life of story %i keeps what is due and gets it within a minute',
    async (seed) => {
      const say = (line: string): void => void process.stderr.write(`story ${seed}: ${line}\n`);
      const verdict = await tell(seed, say, runs > 0 ? undefined : usualLives);
      for (const line of linesOf(verdict)) say(line);
      expect(faultsOf(verdict)).toEqual([]);
    },
    STORY_LIMIT_MS,
  );
});

const linesOf = ({ lives, faults }: Verdict): string[] => [
  ...lives.flatMap(({ id, what, faults, record }) =>
    faults.length === 0
      ? [`right ${id} ${what}`]
      : [`WRONG ${id} ${what}`, ...faults.map((fault) => `      ${fault}`), ...record.map((line) => `        ${line}`)],
  ),
  ...faults.map((fault) => `WRONG ${fault}`),
];

const faultsOf = ({ lives, faults }: Verdict): string[] => [
  ...lives.flatMap(({ id, what, faults }) => faults.map((fault) => `${id} ${what}: ${fault}`)),
  ...faults,
];
