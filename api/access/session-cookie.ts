import { HostCookie } from './host-cookie';
import { SESSION_MS } from './sessions';

/** Holds the sealed secret of a session. */
export const sessionCookie = new HostCookie('latchkey', SESSION_MS);
