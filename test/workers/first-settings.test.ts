import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveFirstSettings } from '../../workers/prepare';

/** What Temporal is asked to save, and so stores. */
async function saved(yaml: string): Promise<unknown[]> {
  const file = join(mkdtempSync(join(tmpdir(), 'latchkey-')), 'settings.yaml');
  writeFileSync(file, yaml);
  const stored: unknown[] = [];
  const handle = {
    query: () => Promise.resolve(null),
    executeUpdate: (_update: unknown, { args }: { args: { settings: unknown }[] }) =>
      Promise.resolve(stored.push(...args.map(({ settings }) => settings))),
  };
  const client = { workflow: { getHandle: () => handle } } as never;
  const failure = await saveFirstSettings({ client, connector: 'main', membersQueue: 'members' }, file).then(
    () => null,
    (error: unknown) => error,
  );
  return failure === null ? stored : [...stored, failure];
}

describe('the first settings', () => {
  it('are saved as the file has them', async () => {
    expect(await saved('spaceName: The Loft\nssid: Loft')).toEqual([{ spaceName: 'The Loft', ssid: 'Loft' }]);
  });

  it('never reach Temporal, which would store them, while anything in the file is wrong by itself', async () => {
    const problem = 'operator is not a setting any more: set the variable LATCHKEY_OPERATOR_EMAIL for the worker';
    expect(await saved('spaceName: The Loft\nssid: Loft\noperator: { email: desk@example.com }')).toEqual([
      expect.objectContaining({ message: expect.stringContaining(problem) as string }),
    ]);
  });
});
