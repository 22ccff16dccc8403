import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTool, type Tool } from '../../support/tools';

/** Somebody who says whether a platform would take a file. */
export interface Judge {
  name: string;
  /** The program of somebody else that parses the file; null: nobody's. */
  tool: Tool | null;
  /** Whose rules it holds against the file, as data or code of ours with the source; null: the program has its own. */
  rules: string | null;
  /** What does not hold in each file, in the order of the files; empty: it would be taken. */
  faults(files: Buffer[]): string[][] | Promise<string[][]>;
}

/** @throws Error where the program is missing. */
export function runTool(tool: Tool, args: string[], input?: Buffer): SpawnSyncReturns<Buffer> {
  const run = spawnSync(findTool(tool) ?? tool, args, { input, maxBuffer: 1 << 26 });
  if (run.error) throw run.error;
  return run;
}

/** A folder for as long as the work takes. */
export function inFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-judge-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
