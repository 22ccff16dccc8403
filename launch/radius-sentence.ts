import { z } from 'zod';
import { tryFetch } from './wait-until';

const Status = z.object({ hindrance: z.string().nullable(), port: z.number().nullable() });

/** How the sandbox's RADIUS server is, or how to get one; undefined when the sandbox does not say. */
export async function radiusSentence(sandboxPort: number): Promise<string | undefined> {
  const reply = await tryFetch(`http://127.0.0.1:${sandboxPort}/radius-play/status`);
  if (reply?.status !== 200) return undefined;
  const { hindrance, port } = Status.parse(JSON.parse(reply.body));
  return hindrance ?? `FreeRADIUS answers on UDP port ${port}; the sandbox page logs in with real EAP`;
}
