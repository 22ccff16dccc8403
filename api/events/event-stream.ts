import type { Response } from 'express';
import type { Change } from '../../contracts/api/events';
import type { Listener } from './audience';

/** Proxies end what is silent for a minute. */
const HEARTBEAT_MS = 15_000;
/** After which a browser comes back. */
const RETRY_MS = 2_000;
/** A listener that does not read is sent away, and reads everything anew when it comes back. */
const MOST_UNREAD_BYTES = 65_536;

interface StreamOptions {
  /** Whether the caller would still be let in. */
  isStillGood: () => boolean;
  heartbeatMs?: number;
}

/** Tells what happens on this response until the caller leaves, or may not listen any more. */
export function streamEvents(
  res: Response,
  join: (listener: Listener) => () => void,
  { isStillGood, heartbeatMs = HEARTBEAT_MS }: StreamOptions,
): void {
  const end = (): void => void res.end();
  const write = (text: string): void => void (res.writableLength > MOST_UNREAD_BYTES ? end() : res.write(text));
  const leave = join({ hear: (change) => write(eventOf(change)), end });
  const heart = setInterval(() => (isStillGood() ? write(':\n\n') : end()), heartbeatMs).unref();
  res.on('close', () => {
    clearInterval(heart);
    leave();
  });
  // a proxy would hold it back; and what ends here should not stay open for another request
  res.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no', Connection: 'close' });
  write(`retry: ${RETRY_MS}\n\n`);
}

const eventOf = (change: Change): string => `event: change\ndata: ${JSON.stringify(change)}\n\n`;
