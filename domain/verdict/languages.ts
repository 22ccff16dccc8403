import type { Phrases } from './phrases';
import { de } from './german';
import { en } from './english';
import { es } from './spanish';
import { fr } from './french';

export const verdictLanguages = ['en', 'de', 'es', 'fr'] as const;
export type VerdictLanguage = (typeof verdictLanguages)[number];

export const phrasesOf: Record<VerdictLanguage, Phrases> = { en, de, es, fr };
