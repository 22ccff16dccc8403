import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';
import { tokens } from '../../design/tokens';

const types = { 'console.css': 'text/css', 'console.mjs': 'text/javascript', 'icon.svg': 'image/svg+xml' } as const;
export type Asset = keyof typeof types;

const YEAR_S = 31_536_000;

/** The compiler does not copy them: `npm run build` does. */
const read = (name: Asset): string => readFileSync(join(__dirname, 'assets', name), 'utf8');

const assets = new Map<string, { content: string; type: string }>();
const paths = new Map<Asset, string>();
for (const [name, type] of Object.entries(types) as [Asset, string][]) {
  const content = name === 'console.css' ? `${tokens}\n${read(name)}` : read(name);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  assets.set(`/${hash}/${name}`, { content, type });
  paths.set(name, `/console/assets/${hash}/${name}`);
}

/** The address changes with the content, so that browsers may keep it. */
export const assetPath = (name: Asset): string => paths.get(name) ?? '';

/** Below `/console/assets`. */
export function assetRoutes(): Router {
  const router = Router();
  router.get('/:hash/:name', (req, res, next) => {
    const asset = assets.get(req.path);
    if (asset === undefined) return next();
    res.set('Cache-Control', `public, max-age=${YEAR_S}, immutable`).type(asset.type).send(asset.content);
  });
  return router;
}
