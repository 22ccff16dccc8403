import { createServer, type RequestListener, type Server } from 'node:http';

/** A webhook of 1 MiB takes less; a sender that dribbles is cut off. */
const REQUEST_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;
/** Proxies keep a connection for up to a minute and must be the first to drop it, or a request meets a closed socket. */
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

/** Takes no new connection, lets open requests end, and cuts off those that take longer than five seconds. */
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
