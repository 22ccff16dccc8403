import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, runTool, type Judge } from './judge';

/** libxml2, with a schema of ours that was written from the format's own. */
export function xmlSchema(rules: string, schema: string): Judge {
  const path = join(__dirname, '..', 'schema', schema);
  return {
    name: 'libxml2',
    tool: 'xmllint',
    rules,
    faults: (files) => inFolder((folder) => validate(files, path, folder)),
  };
}

function validate(files: Buffer[], schema: string, folder: string): string[][] {
  if (files.length === 0) return [];
  const paths = files.map((file, index) => {
    const path = join(folder, `${index}.xml`);
    writeFileSync(path, file);
    return path;
  });
  const { stderr } = runTool('xmllint', ['--noout', '--nonet', '--schema', schema, ...paths]);
  const lines = stderr.toString().split('\n');
  return paths.map((path) => {
    if (lines.includes(`${path} validates`)) return [];
    return lines.filter((line) => line.startsWith(`${path}:`)).concat('not valid');
  });
}
