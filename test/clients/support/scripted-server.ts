import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen, type Listening } from './listen';

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface ScriptedServer extends Listening {
  /** `METHOD /path?query` of every request, in order. */
  requests: string[];
}

export type Script = (url: URL, request: IncomingMessage, response: ServerResponse) => Answer | 'handled';

/** A server that answers as the script says; text as it is, anything else as JSON. */
export async function startScript(script: Script): Promise<ScriptedServer> {
  const requests: string[] = [];
  const listening = await listen((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    request.resume();
    const answer = script(new URL(request.url ?? '/', 'http://here'), request, response);
    if (answer === 'handled') return;
    const { status = 200, headers = {}, body = '' } = answer;
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  return { ...listening, requests };
}
