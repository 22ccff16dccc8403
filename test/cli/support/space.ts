import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { businessId } from '../../../domain/replayed/ids';
import { explanation, syncSummary } from '../../api/support/builders';
import { runId } from '../../api/support/fake-gateways';
import { closedHolds, guarded, holdOf } from '../../api/support/holds';
import { peopleNamed } from '../../api/support/people';
import { scratch } from '../../api/support/scratch';
import { external, serveApi, type ServedApi } from '../../api/support/served-api';
import { doneRun } from '../../api/support/syncs';
import { doneRun as doneWhatIf, fingerprint, whatIfReport } from '../../api/support/what-if-report';

/** What `settingsFile` writes; the what-if is of these. */
export const drafted = {
  spaceName: 'The Loft',
  ssid: 'Loft Members',
  plans: { 'Hot Desk': { group: 'premium-wifi' } },
};

/** The API of a space with three members, two of whom are called Ada, where every run is done at once. */
export async function serveSpace(): Promise<ServedApi> {
  const people = peopleNamed({ '1001': 'Ada Byron', '1002': 'Bea Ortiz', '1003': 'Ada Lovelace' });
  const { source, directory } = external();
  const loft = { id: businessId('1'), name: 'Loft', timeZone: null };
  const api = await serveApi({
    people,
    external: { source: { ...source, businesses: () => Promise.resolve([loft]) }, directory },
  });
  const { fake } = api;
  fake.explanations.set('1001', explanation());
  for (const n of [1, 3]) fake.runs.set(runId(n), doneRun({ runId: runId(n), dryRun: n === 3 }));
  fake.runs.set(runId(5), doneWhatIf(whatIfReport(drafted), { runId: runId(5) }));
  fake.syncs = [syncSummary({ runId: runId(5), dryRun: true, fingerprint, finishedAt: Date.now() })];
  fake.holds = [holdOf(), ...closedHolds()];
  guarded(fake);
  return api;
}

/** A file of settings, in a folder that `clearScratch` removes. */
export function settingsFile(settings: object = drafted): string {
  const file = join(scratch(), 'settings.yaml');
  writeFileSync(file, stringify(settings));
  return file;
}
