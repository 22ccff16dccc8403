import type { NeededPort } from './machine/ports';
import type { Plan } from './plan';

/** Where the parts of this plan listen. @param withTemporal whether its server is started, too */
export function neededPorts(
  { config, sandbox }: Pick<Plan, 'config' | 'sandbox'>,
  withTemporal: boolean,
): NeededPort[] {
  const { host, port, temporal } = config;
  const local = '127.0.0.1';
  return [
    { port, host, variable: 'LATCHKEY_PORT', purpose: 'the API' },
    ...(withTemporal
      ? [
          { port: temporal.port, host: local, variable: 'LATCHKEY_TEMPORAL_PORT', purpose: 'the Temporal server' },
          { port: temporal.uiPort, host: local, variable: 'LATCHKEY_TEMPORAL_UI_PORT', purpose: 'the Temporal UI' },
        ]
      : []),
    ...(sandbox
      ? [
          { port: sandbox.port, host: local, variable: 'SANDBOX_PORT', purpose: 'the sandbox' },
          { port: sandbox.smtpPort, host: local, variable: 'SANDBOX_SMTP_PORT', purpose: "the sandbox's mailbox" },
        ]
      : []),
  ];
}
