// npm run build: what npm start does before it starts anything. For the Dockerfile.
import { compile, demandNode, install } from './prepare.mjs';

demandNode();
await install();
await compile();
