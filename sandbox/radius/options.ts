import type { ServerCertificateOptions } from './certificates';
import type { KeyKind } from './keys';

/** Another server in the same FreeRADIUS, to test how devices judge its certificate. */
export interface FurtherServer extends Partial<ServerCertificateOptions> {
  /** Its certificate comes from a CA of its own, of the same name as the sandbox's. */
  ownAuthority?: boolean;
}

export interface RadiusOptions {
  /** UDP port for authentication, with accounting on the next one; 0 takes any free ones. */
  port?: number;
  secret?: string;
  serverName?: string;
  keys?: KeyKind;
  /** Further servers by name, on free ports. */
  servers?: Record<string, FurtherServer>;
}

/** The shared secret of FreeRADIUS's own examples will do: only this machine can reach the port. */
export const defaultRadius = {
  port: 0,
  secret: 'testing123',
  serverName: 'wifi.sandbox.test',
  keys: 'ec',
  servers: {},
} as const satisfies Required<RadiusOptions>;

export const anonymousIdentity = 'anonymous@sandbox.test';
