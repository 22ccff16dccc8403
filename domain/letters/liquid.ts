import { Liquid, type Context, type FilterImplOptions, type StaticAnalysis, type Template } from 'liquidjs';

export type LetterFormat = 'text' | 'html';

/** Tags that read other templates. */
const REFUSED_TAGS = ['include', 'render', 'layout', 'block'];

/**
 * Filters on words that end well whatever the value. Not among them: `raw`, which lets a member's name into HTML
 * unescaped; those that run a value as an expression (`where_exp`); those that fail on some (`url_decode`, `date`).
 */
export const letterFilters = [
  ...['append', 'prepend', 'upcase', 'downcase', 'capitalize', 'truncate', 'truncatewords'],
  ...['strip', 'lstrip', 'rstrip', 'strip_newlines', 'normalize_whitespace'],
  ...['replace', 'replace_first', 'replace_last', 'remove', 'remove_first', 'remove_last'],
  ...['split', 'join', 'first', 'last', 'size', 'default'],
];

function engine(format: LetterFormat): Liquid {
  const liquid = new Liquid({
    strictFilters: true,
    strictVariables: true,
    ownPropertyOnly: true,
    templates: {},
    memoryLimit: 1_000_000,
    renderLimit: 5_000,
    outputEscape: format === 'html' ? 'escape' : undefined,
  });
  for (const tag of REFUSED_TAGS) delete liquid.tags[tag];
  for (const filter of Object.keys(liquid.filters)) if (!letterFilters.includes(filter)) delete liquid.filters[filter];
  for (const [name, filter] of Object.entries(total)) liquid.registerFilter(name, filter);
  return liquid;
}

type Filter = Exclude<FilterImplOptions, { raw: boolean }>;

/** LiquidJS's own fail on an empty list in strict mode, and unless they get exactly one argument; these do not. */
const total: Record<string, Filter> = {
  first: (list: ArrayLike<unknown> | null) => list?.[0] ?? '',
  last: (list: ArrayLike<unknown> | null) => list?.[list.length - 1] ?? '',
  append(words: Word | Word[], more: Word | Word[]) {
    return joined(this.context, [words, more]);
  },
  prepend(words: Word | Word[], more: Word | Word[]) {
    return joined(this.context, [more, words]);
  },
};

type Word = string | number | boolean | null | undefined;

function joined({ memoryLimit }: Context, words: (Word | Word[])[]): string {
  const text = words.flat().join('');
  memoryLimit.use(text.length);
  return text;
}

const engines: Record<LetterFormat, Liquid> = { text: engine('text'), html: engine('html') };

export interface ParsedTemplate {
  format: LetterFormat;
  templates: Template[];
  analysis: StaticAnalysis;
}

/** @throws LiquidError, whose message ends with line and column. */
export function parseTemplate(format: LetterFormat, template: string): ParsedTemplate {
  const templates = engines[format].parse(template);
  return { format, templates, analysis: engines[format].analyzeSync(templates) };
}

/** A name that the template sets in some of its branches only is empty in the others. @throws LiquidError */
export function render({ format, templates, analysis }: ParsedTemplate, values: Record<string, string | null>): string {
  const unset = Object.fromEntries(Object.keys(analysis.locals).map((name) => [name, '']));
  return engines[format].renderSync(templates, { ...unset, ...values }) as string;
}

export const fill = (format: LetterFormat, template: string, values: Record<string, string | null>): string =>
  render(parseTemplate(format, template), values);
