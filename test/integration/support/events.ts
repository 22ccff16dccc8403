import type { Change } from '../../../contracts/api/events';
import type { LivingSpace } from './space';

interface Heard {
  /** Whether something of this member was told after the instant. */
  sinceOf: (id: string, at: number) => boolean;
  leave: () => void;
}

/** Listens to what the space tells. */
export async function heardFrom({ apiUrl, environment }: LivingSpace): Promise<Heard> {
  const leaving = new AbortController();
  const response = await fetch(`${apiUrl}/api/v1/events`, {
    headers: { authorization: `Bearer ${environment.LATCHKEY_ADMIN_TOKEN}` },
    signal: leaving.signal,
  });
  const heard: (Change & { at: number })[] = [];
  const read = async (): Promise<void> => {
    for await (const piece of response.body ?? [])
      for (const [, data = ''] of Buffer.from(piece)
        .toString()
        .matchAll(/^data: (.*)$/gm))
        heard.push({ ...(JSON.parse(data) as Change), at: Date.now() });
  };
  void read().catch(() => undefined);
  return {
    sinceOf: (id, since) => heard.some(({ ids, at }) => at >= since && ids?.includes(id) === true),
    leave: () => leaving.abort(),
  };
}
