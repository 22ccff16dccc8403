import { z } from 'zod';
import { words } from '../schema/fields';
import { section } from '../schema/section';

/** Where the RADIUS server answers that the worker asks for its certificate. */
export const radiusServer = section({
  host: words().describe('Its name or address.'),
  port: z.int().min(1).max(65_535).default(1812).describe('Its UDP port.'),
  secretFile: words()
    .refine((path) => /^[^\r\n]{1,1024}$/.test(path), { error: 'must be the path of a file, not what is in it' })
    .describe(
      'The path of a file with the shared secret that it has for the address of the worker. The worker reads it.',
    ),
});
export type RadiusServer = z.infer<typeof radiusServer>;
