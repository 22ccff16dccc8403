import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Told {
  status: number;
  type: string;
  body: string;
}

/**
 * Asks the server at `url` as a browser does whose page calls it `host`: what it names in `Host` need not be where it goes.
 * `null` sends none, as HTTP/1.0 allows.
 */
export async function askAs(
  host: string | null,
  url: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Told> {
  const sent = request(url, {
    method,
    setHost: false,
    agent: false,
    headers: { ...headers, ...(host === null ? {} : { host }) },
  });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return {
    status: answer.statusCode ?? 0,
    type: answer.headers['content-type'] ?? '',
    body: await text(answer),
  };
}
