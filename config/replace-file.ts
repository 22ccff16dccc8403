import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** By way of a second file and a rename: whenever the process dies, the old content is there or the new one, whole. */
export async function replaceFile(path: string, content: string | Buffer): Promise<void> {
  const next = await open(`${path}.next`, 'w', 0o600);
  try {
    await next.writeFile(content);
    await next.sync();
  } finally {
    await next.close();
  }
  await rename(`${path}.next`, path);
  await syncFolder(path);
}

/** A new name in a folder survives a power cut only once the folder is on disk too. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
