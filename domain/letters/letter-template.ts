import type { Variable } from 'liquidjs';
import { z } from 'zod';
import { didYouMean } from '../schema/section';
import { parseTemplate, render, type LetterFormat, type ParsedTemplate } from './liquid';
import { leastKnown, mostKnown, type Placeholder, placeholders } from './placeholders';

/** Gmail cuts mails off at 102 kB. */
const MOST_CHARACTERS = 100_000;
const TOO_LONG = `must not be longer than ${MOST_CHARACTERS} characters: mail programs cut such letters`;

/** A template that can be filled for every member: what could go wrong is refused when it is saved. */
export const letterTemplate = (format: LetterFormat, secret: readonly Placeholder[] = []) =>
  z
    .string()
    .min(1, { abort: true })
    .max(MOST_CHARACTERS, { abort: true, error: TOO_LONG })
    .superRefine((template, context) => {
      for (const message of templateProblems(format, template, secret)) context.addIssue(message);
    });

/** Messages that continue the path of the setting. Lines and columns count from 1; the column of a name is its own. */
function templateProblems(format: LetterFormat, template: string, secret: readonly Placeholder[]): string[] {
  try {
    const parsed = parseTemplate(format, template);
    const wrongNames = [...unknownPlaceholders(parsed), ...secrets(parsed, secret), ...partsOfValues(parsed)];
    return wrongNames.length > 0 ? wrongNames : problemsOfSamples(parsed);
  } catch (error) {
    if (error instanceof Error) return [`has an error: ${error.message.split('\n')[0] ?? ''}`];
    throw error;
  }
}

function unknownPlaceholders({ analysis }: ParsedTemplate): string[] {
  const unknown = Object.entries(analysis.globals).filter(([name]) => !placeholders.some((known) => known === name));
  return unknown.map(([name, places]) => {
    return `uses the unknown placeholder "${name}"${placeOf(places[0])}${didYouMean(name, placeholders)}`;
  });
}

/** Every server on the way reads headers, and logs keep them. */
function secrets({ analysis }: ParsedTemplate, secret: readonly Placeholder[]): string[] {
  const used = Object.entries(analysis.globals).filter(([name]) => secret.some((known) => known === name));
  return used.map(([name, places]) => `must not contain "${name}"${placeOf(places[0])}: anybody can read a subject`);
}

/** What a loop knows about itself. Any other part of a value exists for some members only. */
const LOOP_PARTS = ['index', 'index0', 'rindex', 'rindex0', 'first', 'last', 'length'];

function partsOfValues({ analysis }: ParsedTemplate): string[] {
  const read = Object.values(analysis.variables).flat().filter(readsPart);
  return read.map(
    (variable) => `reads "${variable.toString()}"${placeOf(variable)}: use the filters first, last, size`,
  );
}

function readsPart({ segments: [name, ...parts] }: Variable): boolean {
  if (typeof name !== 'string') return true;
  if (name === 'forloop') return parts.length !== 1 || !LOOP_PARTS.some((known) => known === parts[0]);
  return parts.length > 0;
}

const placeOf = (variable: Variable | undefined): string =>
  variable === undefined ? '' : ` at line ${variable.location.row}, column ${variable.location.col}`;

/** Fills it with the least and the most that a member can have. */
function problemsOfSamples(parsed: ParsedTemplate): string[] {
  const longest = Math.max(...[leastKnown, mostKnown].map((values) => render(parsed, values).trim().length));
  if (longest > MOST_CHARACTERS) return [TOO_LONG];
  return longest === 0 ? ['comes out empty'] : [];
}
