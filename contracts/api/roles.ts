import { z } from 'zod';

/** From the least to the most: each may do what those before it may. */
export const roles = ['viewer', 'desk', 'admin'] as const;

export const Role = z.enum(roles).meta({
  id: 'Role',
  description:
    'viewer: sees. desk: also resends, syncs one member, retries, and allows or blocks for up to 24 hours. admin: everything.',
});
export type Role = z.infer<typeof Role>;

export const includes = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);
