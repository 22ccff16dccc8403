import type { LivingSpace } from './space';

interface Coworker extends Record<string, unknown> {
  CustomFields: { Data: { Name: string; Value: string }[] } | null;
}

/** The record as Nexudus has it. */
export async function coworker({ sandbox: { nexudusApiUrl, nexudus } }: LivingSpace, id: string): Promise<Coworker> {
  const { username, password } = nexudus.options;
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const response = await fetch(`${nexudusApiUrl}/spaces/coworkers/${id}`, { headers: { authorization } });
  return (await response.json()) as Coworker;
}

/** What the member's profile shows, without fields that are empty. */
export const shownInProfile = async (space: LivingSpace, id: string): Promise<string[]> =>
  ((await coworker(space, id)).CustomFields?.Data ?? []).map(({ Value }) => Value).filter((value) => value !== '');
