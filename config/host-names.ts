import { isIP } from 'node:net';

/** What a request calls us in `Host`: without port and final dot, in lower case. What is no host at all stays as it is. */
export function nameInHost(host: string): string {
  const url = `http://${host}`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') : host;
}

/**
 * Whether that name can be ours: `localhost`, one of `names`, or an address. Any other may be a page's elsewhere that makes its
 * own name lead to this machine (DNS rebinding), for which the browser would then take our answers. An address cannot be led
 * elsewhere.
 */
export function isOwnName(name: string, names: readonly string[]): boolean {
  return (
    name === 'localhost' ||
    isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0 ||
    names.some((own) => own.toLowerCase() === name)
  );
}
