// npm test: makes the clone ready, then the checks, then the tests from pure code to whole product.
// Ends with "N passed, N failed, N skipped": each check counts as one.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, demandNode, install, npm, progress, run } from './prepare.mjs';

/** The longest first: two run at a time. */
const CHECKS = ['format', 'lint', 'imports', 'knip', 'docs', 'openapi:lint'];
const PROJECTS = ['unit', 'component', 'devices', 'workflows', 'integration', 'stories', 'e2e'];

demandNode();
await install();
await compile();

const total = { passed: 0, failed: 0, skipped: 0 };
const require = createRequire(import.meta.url);
const results = mkdtempSync(join(tmpdir(), 'latchkey-results-'));

// The test of the profiles writes its table there.
process.env.LATCHKEY_PROOF = join(results, 'proof.md');
await Promise.all([checkInTurn(), checkInTurn()]);
for (const project of PROJECTS) await test(project);
await onNode24();
showProof();

rmSync(results, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);

async function checkInTurn() {
  for (let name = CHECKS.shift(); name !== undefined; name = CHECKS.shift()) await check(name);
}

/** One of the scripts in package.json that make up `npm run check`. */
async function check(name) {
  const done = progress(`Check: ${name}`);
  const { code, output } = await run(...npm('run', '--silent', name));
  done();
  if (code === 0) total.passed += 1;
  else {
    total.failed += 1;
    console.log(output.trim());
  }
}

/** Node.js 20, the oldest that will do, is past its end of life. Skipped where npm cannot fetch another. */
async function onNode24() {
  const { code } = await run(...npm('exec', '--yes', '--package=node@24', '--', 'node', '--version'));
  if (code === 0) return check('test:node24');
  console.log('Check: test:node24: skipped, npm cannot fetch the package node@24 here');
  total.skipped += 1;
}

async function test(project) {
  if (project === 'workflows') await fetchServers();
  const file = join(results, `${project}.json`);
  const args = [
    '--selectProjects',
    project,
    '--json',
    `--outputFile=${file}`,
    '--passWithNoTests',
    '--maxWorkers=100%',
  ];
  console.log(`Tests: ${project}`);
  const jest = [require.resolve('jest/bin/jest'), ...args];
  const overdue = whenOverdue(file);
  const { code } = await run(process.execPath, jest, { show: true, signal: overdue.signal });
  overdue.forget();
  if (overdue.signal.aborted) console.log(`Tests: ${project} left something running behind them, and were ended`);
  count(file, code);
}

/** Tests that leave a server or worker running never end: they are killed a minute after their results. */
function whenOverdue(file) {
  const controller = new AbortController();
  const timer = setInterval(() => {
    const since = existsSync(file) ? Date.now() - statSync(file).mtimeMs : 0;
    if (since > 60_000) controller.abort();
  }, 1_000);
  return { signal: controller.signal, forget: () => clearInterval(timer) };
}

/** Before the tests, so that a build of the Temporal server shows its progress and exceeds no test's time limit. */
async function fetchServers() {
  const { code } = await run(process.execPath, [join('dist', 'launch', 'fetch-test-servers.js')], { show: true });
  if (code !== 0) total.failed += 1;
}

/** The table of which profile was accepted where. */
function showProof() {
  if (!existsSync(process.env.LATCHKEY_PROOF)) return;
  const table = readFileSync(process.env.LATCHKEY_PROOF, 'utf8').match(/^\|.*$/gm) ?? [];
  console.log(
    `\nEvery profile against a real RADIUS server (docs/proof.md says what the columns mean):\n${table.join('\n')}`,
  );
}

function count(file, code) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    total.passed += report.numPassedTests;
    total.skipped += report.numPendingTests + report.numTodoTests;
    // A file that cannot be loaded has no tests to count.
    total.failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
    if (code !== 0 && report.numFailedTests + report.numRuntimeErrorTestSuites === 0) total.failed += 1;
  } catch {
    total.failed += 1;
  }
}
