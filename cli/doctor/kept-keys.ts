import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readSecret, replaceFile, Variables } from '../../config';
import { Instant } from '../../contracts/api/fields';
import { keyIdOf } from '../../domain/account/keyring';

const KeptKeys = z.array(z.object({ id: z.string(), at: Instant }));
type KeptKeys = z.infer<typeof KeptKeys>;

const fileIn = (home: string): string => join(home, 'kept-keys.json');

/** The master keys of which somebody has said that a copy is kept elsewhere: ids, never keys. */
export function keptKeys(home: string): KeptKeys {
  if (!existsSync(fileIn(home))) return [];
  try {
    return KeptKeys.parse(JSON.parse(readFileSync(fileIn(home), 'utf8')));
  } catch {
    // asked again
    return [];
  }
}

export async function noteKept(home: string, ids: readonly string[], at: Date): Promise<void> {
  const others = keptKeys(home).filter(({ id }) => !ids.includes(id));
  const noted = [...others, ...ids.map((id) => ({ id, at: at.toISOString() }))];
  await replaceFile(fileIn(home), `${JSON.stringify(noted, null, 2)}\n`);
}

/** Of the keys in LATCHKEY_MASTER_KEY; null: there are none that can be used. */
export function masterKeyIds(env: NodeJS.ProcessEnv): string[] | null {
  const { data } = Variables.shape.LATCHKEY_MASTER_KEY.safeParse(readSecret(env, 'LATCHKEY_MASTER_KEY').value);
  return data?.map(keyIdOf) ?? null;
}
