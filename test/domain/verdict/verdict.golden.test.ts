import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasons } from '../../../domain/replayed/entitlement';
import { verdictLanguages } from '../../../domain/verdict/languages';
import type { Standing } from '../../../domain/verdict/standing';
import { verdictOf } from '../../../domain/verdict/verdict';
import { now } from '../builders';
import { byCircumstance, byReason } from './examples';

/** `LATCHKEY_RECORD=1` writes it: read what has changed in every language. */
const golden = join(__dirname, 'verdicts.md');

const clock = { now, zone: 'Europe/London' };

function section(title: string, standing: Standing): string {
  const told = verdictLanguages.flatMap((language) => {
    const { allowed, sentence, evidence, way, next } = verdictOf(standing, language, clock);
    const lines = [
      ...evidence.map(({ text }) => text),
      ...(way === null ? [] : [`→ ${way.text}`]),
      ...next.map(({ text }) => `… ${text}`),
    ];
    return [`${language}, ${allowed}: **${sentence}**`, lines.map((line) => `- ${line}`).join('\n')];
  });
  return [`## ${title}`, ...told].join('\n\n');
}

const written = (): string =>
  [
    '# Verdicts',
    'On Tuesday 3 November 2026 at 10:00 in London. `→`: the shortest way to yes; `…`: what changes by itself.',
    ...Object.entries({ ...byReason, ...byCircumstance }).map(([title, standing]) => section(title, standing)),
  ].join('\n\n') + '\n';

test('every reason and circumstance is told as in verdicts.md', () => {
  if (process.env.LATCHKEY_RECORD === '1') writeFileSync(golden, written());
  expect(written()).toBe(readFileSync(golden, 'utf8'));
});

test.each(reasons)('the example of %s is one', (reason) => {
  const { entitlement } = byReason[reason];
  expect(entitlement?.steps[0]?.reason).toBe(reason);
});
