import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { addressFrom, localAddress, tokenFor } from '../frame/connection';
import { command } from '../frame/command';
import { clientOf, type Context } from '../frame/context';
import { keepLogin, loginFile } from '../frame/login-file';
import { toTrouble, usage } from '../frame/trouble';

const INSTEAD =
  'Pass the token on stdin: latchkey login --url URL < token-file. Or set LATCHKEY_URL and LATCHKEY_TOKEN.';

export const login = command({
  name: 'login',
  summary: 'Keep the address of an API and a token for it',
  description:
    'Asks for both, tries them, and keeps them in a file that only you can read. From then on all commands go there. ' +
    'An admin makes tokens with latchkey tokens create.',
  examples: [
    ['login', 'asks for the address and the token, and shows nothing of the token'],
    ['login --url https://wifi.example.com < token', 'without questions: the token comes from stdin'],
  ],
  json: z.object({ url: z.string(), file: z.string() }),
  run: async (context) => {
    const url = addressFrom(
      context.url ?? (await context.ask.text('Address of the API', INSTEAD, localAddress(context.env))),
    );
    const token = await tokenGiven(context);
    await tryOut(context, url, token);
    await keepLogin(context.env, { url, token });
    return { url, file: loginFile(context.env) };
  },
  show: ({ url, file }, { output }) => output.line(`Logged in at ${url}; kept in ${file}.`),
});

async function tokenGiven({ ask, world }: Context): Promise<string> {
  if (world.stdin.isTTY) return tokenFor(await ask.secret('Token', INSTEAD), 'What you have given');
  const token = (await text(world.stdin)).trim();
  if (token === '') throw usage('There is no token on stdin.', INSTEAD);
  return tokenFor(token, 'What came on stdin');
}

/** Keeps nothing that does not work. */
async function tryOut(context: Context, url: string, token: string): Promise<void> {
  context.progress.say(`Trying ${url}`);
  try {
    await clientOf({ url, token }, context.signal).readHealth();
  } catch (error) {
    const caller = { url, tokenFrom: 'what you have given', isLocal: url === localAddress(context.env) };
    throw toTrouble(error, 'latchkey login', caller) ?? error;
  } finally {
    context.progress.end();
  }
}
