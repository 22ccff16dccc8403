import { openStream } from '../../contracts/api/client';
import { Change, type ChangeKind, readEvents } from '../../contracts/api/events';
import { command } from '../frame/command';
import type { Context } from '../frame/context';
import { Trouble } from '../frame/trouble';
import { namesOf } from '../frame/which-member';

const WORDS: Readonly<Record<ChangeKind, string>> = {
  announced: 'a webhook has come',
  asked: 'somebody has asked for something',
  changed: 'read, decided or written',
  space: 'settings, holds, syncs or health',
};
const MOST_NAMES = 5;

export const events = command({
  name: 'events',
  summary: 'Show what happens, while it happens, until Ctrl-C',
  description: 'Nothing is repeated: what has happened before is in latchkey explain and latchkey audit.',
  examples: [
    ['events', 'webhooks, decisions and writes, with the names of members'],
    ['events --json', 'a line of JSON each'],
  ],
  json: Change,
  run: follow,
  show: async (change, context) => {
    const { output } = context;
    const time = output.dim(new Date().toLocaleTimeString('en-GB'));
    output.line(`${time}  ${change.what.padEnd(9)}  ${await whom(change, context)}`);
  },
});

async function whom({ ids, what }: Change, context: Context): Promise<string> {
  if (ids === undefined) return `${WORDS[what]}: many members`;
  if (ids.length === 0) return WORDS[what];
  const names = await namesOf(context, ids.slice(0, MOST_NAMES));
  const shown = ids.slice(0, MOST_NAMES).map((id) => `${names.get(id) ?? 'member'} (${id})`);
  const more = ids.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}: ${WORDS[what]}`;
}

async function* follow(context: Context): AsyncGenerator<Change> {
  const { url: baseUrl, token } = context.connection;
  const stream = await openStream({ baseUrl, token, signal: context.signal }, readEvents, {});
  context.whenInterrupted = '';
  if (!context.json) context.remarks.line(context.remarks.dim(`Listening to ${baseUrl}; Ctrl-C ends it.`));
  for await (const { name, data } of messages(stream)) if (name === 'change') yield Change.parse(JSON.parse(data));
  throw new Trouble('The API has ended the stream.', {
    where: baseUrl,
    todo: 'It was stopped, or the token has ended: latchkey doctor says which.',
    code: 'streamEnded',
  });
}

/** Server-sent events, as far as the API uses them: name and data, a line each. */
async function* messages(stream: ReadableStream<Uint8Array>): AsyncGenerator<{ name: string; data: string }> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line): [string, string] => split(line)));
      const data = fields.get('data');
      if (data !== undefined) yield { name: fields.get('event') ?? 'message', data };
    }
  }
}

function split(line: string): [string, string] {
  const at = line.indexOf(':');
  return [line.slice(0, at), line.slice(at + 1).trimStart()];
}
