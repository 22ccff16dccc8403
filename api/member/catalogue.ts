import de from './locales/de.json';
import en from './locales/en.json';
import es from './locales/es.json';
import fr from './locales/fr.json';

/** Every text of the member's page, in one language; English has them all. */
export type TextKey = keyof typeof en;
export type Texts = Record<TextKey, string>;

export interface Language {
  /** BCP 47. */
  tag: string;
  texts: Texts;
}

const builtIn: Record<string, Partial<Texts>> = { en, de, es, fr };

/**
 * The languages there are: ours, and what an operator has put beside or over them. What a catalogue leaves out is said in
 * English.
 */
export function languages(ofOperator: Record<string, Partial<Texts>> = {}): Map<string, Language> {
  const tags = [...new Set([...Object.keys(builtIn), ...Object.keys(ofOperator)])];
  return new Map(tags.map((tag) => [tag, { tag, texts: { ...en, ...builtIn[tag], ...ofOperator[tag] } }]));
}

/** Replaces `{name}` by what it stands for. */
export function say(texts: Texts, key: TextKey, values: Record<string, string> = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

export const isTextKey = (key: string): key is TextKey => Object.hasOwn(en, key);
