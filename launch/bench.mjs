// npm run bench: measures what the product costs. `npm run bench -- roster 1000 10000`
import { join } from 'node:path';
import { compile, demandNode, install, root, run } from './prepare.mjs';

demandNode();
await install();
await compile();

const { code } = await run(process.execPath, [join(root, 'dist', 'bench', 'main.js'), ...process.argv.slice(2)], {
  show: true,
});
process.exit(code ?? 1);
