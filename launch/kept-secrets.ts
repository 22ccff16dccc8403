import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a token for operators is kept that nobody gave us: made once, readable by its owner alone. */
export function keptAdminToken(home: string): string {
  return keptSecret(join(home, 'admin-token'), () => randomBytes(24).toString('base64url'));
}

/** The sandbox's master key. A real system's is the operator's to keep: losing it loses every derived password. */
export function keptMasterKey(home: string): string {
  return keptSecret(join(home, 'master.key'), () => randomBytes(32).toString('base64'));
}

function keptSecret(path: string, make: () => string): string {
  if (!existsSync(path) || readFileSync(path, 'utf8').trim() === '')
    writeFileSync(path, `${make()}\n`, { mode: 0o600 });
  return path;
}
