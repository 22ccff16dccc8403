import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Router } from 'express';

/** The page to play a day with: static, talks to `/play`, `/ironwifi-play`, `/radius-play` and `/mailbox` alone. */
export function createPage(): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set(
      'Content-Security-Policy',
      "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'",
    );
    next();
  });
  router.use(express.static(assetsFolder(), { index: 'index.html', cacheControl: false }));
  return router;
}

/** The assets lie beside this source; the compiler does not copy them, so from `dist` the way leads back. */
function assetsFolder(): string {
  const beside = join(__dirname, 'assets');
  return existsSync(beside) ? beside : join(__dirname, '..', '..', '..', 'sandbox', 'page', 'assets');
}
