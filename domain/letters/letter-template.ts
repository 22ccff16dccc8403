import { Liquid, LiquidError, type Variables } from 'liquidjs';
import { z } from 'zod';
import { didYouMean } from '../nearest';

/** What a letter to a member may say; those that may be empty are null then. */
export const placeholders = [
  'space_name',
  'member_name',
  'ssid',
  'username',
  'password', // null unless mail.includePassword
  'profile_url', // the link to the member's page; null in letters that only tell
  'qr_code', // address of the picture of that link, for <img src>
  'plan_name',
  'valid_until', // in the location's zone; null: no end is known
] as const;
export type Placeholder = (typeof placeholders)[number];

export type LetterFormat = 'text' | 'html';

/** Tags that read other files, and the filter that lets a member's name into HTML unescaped. */
const REFUSED_TAGS = ['include', 'render', 'layout', 'block'];
const REFUSED_FILTERS = ['raw'];

function engine(format: LetterFormat): Liquid {
  const liquid = new Liquid({
    strictFilters: true,
    strictVariables: true,
    ownPropertyOnly: true,
    templates: {},
    memoryLimit: 1_000_000,
    outputEscape: format === 'html' ? 'escape' : undefined,
  });
  for (const tag of REFUSED_TAGS) delete liquid.tags[tag];
  for (const filter of REFUSED_FILTERS) delete liquid.filters[filter];
  return liquid;
}

const engines: Record<LetterFormat, Liquid> = { text: engine('text'), html: engine('html') };

export function fill(format: LetterFormat, template: string, values: Record<Placeholder, string | null>): string {
  return engines[format].parseAndRenderSync(template, values) as string;
}

/** A template that can be filled whatever the member: everything that could go wrong is refused when it is saved. */
export const letterTemplate = (format: LetterFormat) =>
  z
    .string()
    .min(1)
    .superRefine((template, context) => {
      for (const message of templateProblems(format, template)) context.addIssue(message);
    });

function templateProblems(format: LetterFormat, template: string): string[] {
  try {
    const parsed = engines[format].parse(template);
    const unknown = unknownPlaceholders(engines[format].analyzeSync(parsed).globals);
    if (unknown.length === 0) fill(format, template, sample);
    return unknown;
  } catch (error) {
    if (error instanceof LiquidError) return [`has an error: ${error.message.split('\n')[0] ?? ''}`];
    throw error;
  }
}

const sample: Record<Placeholder, string | null> = {
  space_name: 'space',
  member_name: 'member',
  ssid: 'network',
  username: 'user',
  password: null,
  profile_url: null,
  qr_code: null,
  plan_name: null,
  valid_until: null,
};

function unknownPlaceholders(used: Variables): string[] {
  return Object.entries(used)
    .filter(([name]) => !placeholders.some((known) => known === name))
    .map(([name, places]) => {
      const line = places[0]?.location.row ?? 1;
      return `uses the unknown placeholder "${name}" on line ${line}${didYouMean(name, placeholders)}`;
    });
}
