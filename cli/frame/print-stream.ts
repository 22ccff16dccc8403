import { openStream } from '../../contracts/api/client';
import type { Operation, Sent } from '../../contracts/api/operation';
import type { Context } from './context';
import { usage } from './trouble';

/** Prints what an operation answers as CSV, as it comes. */
export async function printCsv<O extends Operation>(context: Context, operation: O, sent: Sent<O>): Promise<void> {
  if (context.json) throw usage('--csv and --json cannot go together.', 'Take one of them.');
  const { url: baseUrl, token } = context.connection;
  const stream = await openStream({ baseUrl, token, signal: context.signal }, operation, sent);
  const decoder = new TextDecoder();
  for await (const chunk of stream) context.world.stdout.write(decoder.decode(chunk, { stream: true }));
}
