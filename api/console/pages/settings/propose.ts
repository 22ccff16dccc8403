import { changesBetween } from '../../../../domain/settings/changes';
import { type Form, SeeOther, type Visit } from '../../frame/visit';
import type { Draft, Drafts } from './drafts';
import { Refusal } from './refusal';

type Document = Record<string, unknown>;

/** Settings as they are to become, beside those that were edited. */
export type Proposal = Pick<Draft, 'base' | 'version' | 'settings'>;

/** The saved settings, unchanged. */
export async function asSaved({ api }: Visit): Promise<Proposal> {
  const { settings, version } = await api.readSettings();
  return { base: settings, version, settings: settings ?? {} };
}

/** The settings that a form has shown when it was made; the saved ones, if it does not say. */
export async function editedBase(visit: Visit, form: Form): Promise<Pick<Proposal, 'base' | 'version'>> {
  const version = Number(form.version);
  const base = documentIn(form.base);
  return base === undefined || !Number.isInteger(version) ? asSaved(visit) : { base, version };
}

function documentIn(json = ''): Document | null | undefined {
  try {
    const value: unknown = JSON.parse(json);
    if (value === null) return null;
    return value instanceof Object && !Array.isArray(value) ? (value as Document) : undefined;
  } catch {
    return undefined;
  }
}

export const changesOf = ({ base, settings }: Proposal) => changesBetween(base ?? {}, settings);

/** Leads to the page that shows the changes, if the API would take them. Null: nothing is changed. */
export async function propose(
  { api }: Visit,
  drafts: Drafts,
  proposal: Omit<Draft, 'id' | 'whatIf' | 'warnings'>,
): Promise<SeeOther | Refusal | null> {
  if (changesOf(proposal).length === 0) return null;
  const { settings, acceptsCutOff } = proposal;
  try {
    const { warnings = [] } = await api.saveSettings({
      query: { dryRun: 'true', ...(acceptsCutOff && { cutOff: 'accept' }) },
      headers: { 'If-Match': '*' },
      body: settings,
    });
    return new SeeOther(addressOfDraft(drafts.add({ ...proposal, warnings })));
  } catch (error) {
    return Refusal.of(error);
  }
}

export const addressOfDraft = ({ id }: Draft): string => `/console/settings/drafts/${id}`;
