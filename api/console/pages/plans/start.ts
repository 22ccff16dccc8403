import { addressOf, SeeOther, type Visit } from '../../frame/visit';
import { packed, withDraft } from './draft';
import { PATH, plansAddress, type Opened } from './opened';

/** Has it found out what the draft would do. Throws ProblemError. */
export async function startWhatIf(
  { api }: Visit,
  { known, draft }: Pick<Opened, 'known' | 'draft'>,
): Promise<SeeOther> {
  const { id } = await api.startWhatIf({ body: { plans: withDraft(known.map, draft) } });
  return new SeeOther(addressOf(`${PATH}/what-if/${id}`, { draft: packed(draft) }));
}

/** Leads back to the map, if it could be saved so. Throws ProblemError. */
export async function keepInDraft(
  { api }: Visit,
  { known, draft }: Pick<Opened, 'known' | 'draft'>,
): Promise<SeeOther> {
  const { settings } = await api.readSettings();
  await api.saveSettings({
    headers: { 'If-Match': '*' },
    query: { dryRun: 'true' },
    body: { ...settings, plans: withDraft(known.map, draft) },
  });
  return new SeeOther(plansAddress(draft));
}
