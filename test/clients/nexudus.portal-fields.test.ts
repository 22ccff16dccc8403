import { businessId, memberId, type MemberId } from '../../domain/replayed/ids';
import { startSource, type Source } from './support/source';

const call = { priority: 'usual' as const };

let source: Source;
let member: MemberId;
beforeEach(async () => {
  source = await startSource({ putMissing: 'clear', customFieldsOmitted: 'clear' });
  source.space.seed();
  const customFields = { wifi_username: 'ada', '999': 'kept' };
  member = memberId(
    source.space.play.join({
      fullName: 'Ada',
      email: 'ada@members.example',
      plan: 'Hot Desk',
      mobile: '1',
      customFields,
    }),
  );
  await source.client.makePortalField('WiFi', businessId('1001'), call);
});
afterEach(() => source.close());

const record = async (): Promise<Record<string, unknown>> => {
  const { apiUrl, space } = source;
  const { username, password } = space.options;
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return (await (await fetch(`${apiUrl}/spaces/coworkers/${member}`, { headers: { authorization } })).json()) as Record<
    string,
    unknown
  >;
};
const without = (names: string[], from: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name)));
const dataOf = (row: Record<string, unknown>) =>
  (row['CustomFields'] as { Data: { Name: string; Value: string }[] }).Data;

test('a field that is made is one that members see and cannot edit', async () => {
  const fields = await source.client.portalFields(call);
  expect(fields).toContainEqual(
    expect.objectContaining({ name: 'WiFi', businessId: '1001', ofCoworkers: true, readOnly: true }),
  );
});

test('writing it changes nothing else on the record', async () => {
  const before = await record();
  await source.client.writePortalFields(member, { WiFi: 'https://wifi.example/w/1' }, call);
  const after = await record();
  const own = ['UpdatedOn', 'UpdatedBy', 'CustomFields'];
  expect(without(own, after)).toEqual(without(own, before));
  const [field] = await source.client.portalFields(call).then((fields) => fields.filter(({ name }) => name === 'WiFi'));
  expect(dataOf(after)).toEqual([
    ...dataOf(before),
    { Name: field?.id, Value: 'https://wifi.example/w/1', JsonValue: null, Type: 'string' },
  ]);
});

test('the same value again is not written, and null empties it', async () => {
  const write = (value: string | null) => source.client.writePortalFields(member, { WiFi: value }, call);
  await write('a');
  const puts = () => source.space.calls.filter(({ method }) => method === 'PUT').length;
  const before = puts();
  await write('a');
  expect(puts()).toBe(before);
  await write(null);
  expect(dataOf(await record()).at(-1)?.Value).toBe('');
});

test('a field that is not registered, or a tenant that clears what it is given back, is a capability', async () => {
  await expect(source.client.writePortalFields(member, { Nope: 'x' }, call)).rejects.toMatchObject({
    code: 'capability',
    message: expect.stringContaining('"Nope"') as string,
  });
});

test('a coworker who is gone is not found', async () => {
  await expect(source.client.writePortalFields(memberId('1'), { WiFi: 'x' }, call)).rejects.toMatchObject({
    code: 'notFound',
  });
});
