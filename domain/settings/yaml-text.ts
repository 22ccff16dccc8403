import { isMap, isNode, isSeq, LineCounter, parseDocument, stringify, type Document } from 'yaml';
import type { SettingsError } from '../schema/section';

/** A mistake in a text, where somebody can find it. */
export interface Mistake {
  /** From 1; null: it concerns the whole text. */
  line: number | null;
  /** The line itself. */
  text: string;
  message: string;
}

export const toYaml = (settings: unknown): string => stringify(settings ?? {}, { lineWidth: 0 });

const NO_SETTINGS = 'must be settings, one a line: `ssid: Loft Members`';

/** A text that holds a document of settings, or what is wrong with it. */
export class YamlText {
  /** Null: it holds something else. */
  readonly settings: Record<string, unknown> | null;
  /** What is no YAML, or no group of settings. */
  readonly mistakes: readonly Mistake[];
  readonly #lines = new LineCounter();
  readonly #document: Document.Parsed;

  constructor(readonly text: string) {
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    const { errors, warnings } = this.#document;
    const { settings, why } = errors.length > 0 ? { settings: null } : settingsIn(this.#document);
    const wrong = [...errors, ...warnings].map(({ message, pos }) => this.#mistake(pos[0], message));
    this.settings = settings;
    this.mistakes = why === undefined || wrong.length > 0 ? wrong : [{ line: null, text: '', message: why }];
  }

  /** Where the API's mistake is: at the setting, or, where that is missing, at the group that lacks it. */
  mistakeAt({ path, message }: SettingsError): Mistake {
    const offset = this.#offsetOf(path);
    const sentence = path === '' ? message : `${path} ${message}`;
    return offset === null ? { line: null, text: '', message: sentence } : this.#mistake(offset, sentence);
  }

  #mistake(offset: number, message: string): Mistake {
    const { line } = this.#lines.linePos(offset);
    return { line, text: (this.text.split('\n')[line - 1] ?? '').trim(), message };
  }

  /** Keys may have dots: the longest that fits is meant. */
  #offsetOf(path: string): number | null {
    let node: unknown = this.#document.contents;
    let rest = path;
    let offset: number | null = null;
    while (rest !== '') {
      const entry = entriesOf(node)
        .filter(({ key }) => rest === key || rest.startsWith(`${key}.`))
        .sort((a, b) => b.key.length - a.key.length)[0];
      if (entry === undefined) return offset;
      offset = entry.offset ?? offset;
      node = entry.value;
      rest = rest.slice(entry.key.length + 1);
    }
    return offset;
  }
}

/** An alias may be of nothing, or of too much. */
function settingsIn(document: Document.Parsed): { settings: Record<string, unknown> | null; why?: string } {
  try {
    const value: unknown = document.toJS();
    const isGroup = value instanceof Object && !Array.isArray(value);
    return isGroup ? { settings: value as Record<string, unknown> } : { settings: null, why: NO_SETTINGS };
  } catch (error) {
    return { settings: null, why: error instanceof Error ? error.message : String(error) };
  }
}

interface Entry {
  key: string;
  value: unknown;
  offset: number | null;
}

function entriesOf(node: unknown): Entry[] {
  if (isMap(node))
    return node.items.map(({ key, value }) => ({ key: String(key), value, offset: startOf(key) ?? startOf(value) }));
  if (isSeq(node)) return node.items.map((value, i) => ({ key: String(i), value, offset: startOf(value) }));
  return [];
}

const startOf = (node: unknown): number | null => (isNode(node) ? (node.range?.[0] ?? null) : null);
