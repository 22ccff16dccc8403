import type { Instant } from './ids';

/** How the workflow learned of the entitlement that it holds. */
export interface News {
  by: 'hook' | 'look';
  at: Instant;
}

export const newsText = ({ by, at }: News): string => `${by}:${at}`;

export function parseNews(text: string | null): News | null {
  const [, by, at] = /^(hook|look):(\d+)$/.exec(text ?? '') ?? [];
  return by === 'hook' || by === 'look' ? { by, at: Number(at) } : null;
}
