import { howToInstall } from './program';

/** How FreeRADIUS is; a sentence says what is the matter and what to do. */
export type RadiusStatus =
  | { state: 'off' }
  | { state: 'missing'; sentence: string }
  | { state: 'starting' }
  | { state: 'ready' }
  | { state: 'down'; sentence: string };

export const notInstalled: RadiusStatus = {
  state: 'missing',
  sentence: `FreeRADIUS is not installed; to get it: ${howToInstall}`,
};

/** What became of a FreeRADIUS that has ended, from its last lines and how it ended ("exit code 1"). */
export function statusOfEnded(lastLines: readonly string[], how: string): RadiusStatus {
  const text = lastLines.join('\n');
  if (/Failed to link to module 'rlm_rest'/.test(text)) {
    return { state: 'missing', sentence: `FreeRADIUS lacks its module "rest"; to get it: ${howToInstall}` };
  }
  const [, busy] = /port (\d+) bound to server \w+: Address already in use/.exec(text) ?? [];
  if (busy) {
    const cure = 'free it, or set SANDBOX_RADIUS_PORT to another one';
    return { state: 'down', sentence: `FreeRADIUS cannot run: UDP port ${busy} is in use; ${cure}.` };
  }
  const error = lastLines.findLast((line) => / (Error|ERROR): /.test(line))?.replace(/^.*? : \w+: /, '');
  return { state: 'down', sentence: `FreeRADIUS has ended (${how})${error ? `: ${error.trim()}` : ''}.` };
}
