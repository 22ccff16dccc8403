import { createServer, type RequestListener, type Server } from 'node:http';

/** A hook of 1 MiB takes less; a sender that dribbles is cut off. */
const REQUEST_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;
/** Proxies keep a connection for up to a minute: the side that drops it first must be theirs, or a request meets a closed door. */
const KEEP_ALIVE_MS = 75_000;

/** Serves on the address, or fails with the reason (`EADDRINUSE` above all). */
export function listen(app: RequestListener, port: number, host: string): Promise<Server> {
  const limits = { requestTimeout: REQUEST_LIMIT_MS, headersTimeout: REQUEST_LIMIT_MS };
  const server = createServer({ ...limits, keepAliveTimeout: KEEP_ALIVE_MS }, app);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server.off('error', reject)));
  });
}

/** Takes nothing new, lets what is under way end, and cuts off what does not within five seconds. */
export function stop(server: Server): Promise<void> {
  const cutOff = setTimeout(() => server.closeAllConnections(), STOP_LIMIT_MS);
  return new Promise((resolve) => {
    server.close(() => {
      clearTimeout(cutOff);
      resolve();
    });
    server.closeIdleConnections();
  });
}
