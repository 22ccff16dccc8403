// npm run stories: tells stories of members' lives that nobody has told yet, while everything is ill in turn and killed.
// LATCHKEY_RUNS says how many (10), LATCHKEY_SEED with which to begin; each takes about two minutes.
import { randomInt } from 'node:crypto';
import { createRequire } from 'node:module';
import { compile, demandNode, install, run } from './prepare.mjs';

demandNode();
await install();
await compile();

process.env.LATCHKEY_RUNS ||= '10';
process.env.LATCHKEY_SEED ||= String(randomInt(1_000_000_000));
console.log(`Stories: ${process.env.LATCHKEY_RUNS} from seed ${process.env.LATCHKEY_SEED} on`);
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { code } = await run(process.execPath, [jest, '--selectProjects', 'stories', '--verbose'], { show: true });
process.exit(code ?? 1);
