import { defaultHtml } from './default-html';
import { defaultTexts } from './default-texts';
import { letterKinds, type LetterKind } from '../replayed/letter-kinds';
import type { LetterTemplates } from './letter';

const templatesOf = (kind: LetterKind): LetterTemplates => ({ ...defaultHtml[kind], text: defaultTexts[kind] });

/** The letters where the settings give none. */
export const defaultLetters = Object.fromEntries(letterKinds.map((kind) => [kind, templatesOf(kind)])) as Record<
  LetterKind,
  LetterTemplates
>;
