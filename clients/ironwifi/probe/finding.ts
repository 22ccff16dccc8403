import type { DirectoryCapabilities } from '../../../domain/settings/settings';

/** What the vendor's documents leave open, and how a program tells the answers apart. */
const questions = {
  tenant: 'Which tenant answers?',
  created: 'How is a new user answered?',
  ids: 'What are ids?',
  notes: 'Do notes come back whole?',
  deletionDate: 'Is a date of deletion kept?',
  statusWords: 'Which words are the status of a user?',
  otherStatus: 'What becomes of another word for a status?',
  orgUnitBy: 'By what is a user put into an org unit?',
  otherOrgUnit: 'What becomes of an org unit that does not exist?',
  attributes: 'In what shape do attributes come?',
  noAttributes: 'What is answered where a user has no attribute?',
  passwordReadable: 'Can the password be read back?',
  attributeTwice: 'What becomes of a second attribute of one name?',
  patchPassword: 'What does a PATCH with a password do?',
  duplicate: 'How is a user name answered that is taken?',
  lastName: 'Is a last name taken?',
  emoji: 'Is an emoji in a name taken?',
  longUsername: 'What becomes of a long user name?',
  lists: 'In what shape do lists come?',
  pageSizeBy: 'Which parameter sets the size of a page?',
  pageCap: 'How many rows may a page have?',
  pastEnd: 'How is a page past the end answered?',
  filters: 'Can a user be looked up by name?',
  errors: 'In what shape do errors come?',
  reports: 'How is the report of log-ins answered?',
  scim: 'Is there SCIM?',
  removed: 'How is a removal answered?',
  rateHeaders: 'Do answers tell the rate limit?',
  rateLimit: 'How is one call too many answered?',
} as const;
export type QuestionId = keyof typeof questions;

export interface Finding {
  id: QuestionId;
  question: string;
  /** In a few words; '' where there is none. */
  answer: string;
  /** Statuses, names of fields and counts: no secret, and nothing of anybody's. */
  evidence: string;
  /** Inferred: something else than what was asked for shows it. Open: it could not be told. */
  sure: 'seen' | 'inferred' | 'open';
}

export function seen(id: QuestionId, answer: string, evidence: string): Finding {
  return { id, question: questions[id], answer, evidence, sure: 'seen' };
}

export function inferred(id: QuestionId, answer: string, evidence: string): Finding {
  return { ...seen(id, answer, evidence), sure: 'inferred' };
}

export function open(id: QuestionId, evidence: string): Finding {
  return { ...seen(id, '', evidence), sure: 'open' };
}

/** What of it spares the client calls; only what is known. */
export type Learned = {
  [Name in keyof DirectoryCapabilities]?: Exclude<DirectoryCapabilities[Name], 'unknown'>;
};
