/**
 * Imports point one way: domain <- clients <- activities <- workers. Workflows are replayed, so they stand on the domain
 * alone; the API meets them in their messages; the sandbox is the outside world and knows nothing of us.
 *
 * Within domain/: replayed <- time, schema, verdict <- letters, profiles <- settings <- access, account, webhooks <- roster.
 */
const FOLDERS = 'activities|api|bench|cli|clients|config|contracts|domain|launch|sandbox|test|workers|workflows';

/** A folder may import itself and what is listed here (a folder, or one file of it), and nothing else of ours. */
const MAY_IMPORT = {
  domain: [],
  clients: ['domain/', 'config/'],
  contracts: ['domain/'],
  activities: ['domain/', 'clients/', 'contracts/'],
  workflows: ['domain/', 'contracts/'],
  workers: ['domain/', 'clients/', 'activities/', 'workflows/', 'contracts/', 'config/'],
  api: ['domain/', 'clients/', 'contracts/', 'config/'],
  config: [],
  launch: ['config/', 'domain/settings/settings\\.ts$', 'domain/webhooks/webhook\\.ts$', 'contracts/api/'],
  cli: ['domain/', 'contracts/', 'config/', 'launch/'],
  sandbox: [],
  bench: ['domain/', 'clients/', 'activities/', 'workers/', 'contracts/', 'config/', 'launch/', 'sandbox/'],
};

const directions = Object.entries(MAY_IMPORT).map(([folder, others]) => ({
  name: `${folder}-imports`,
  comment: `${folder}/ may import ${[folder, ...others].join(', ')} only`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: `^(${FOLDERS})/`, pathNot: [`${folder}/`, ...others].map((path) => `^${path}`) },
}));

module.exports = {
  forbidden: [
    ...directions,
    {
      name: 'domain-is-pure',
      comment: 'the domain reads and writes nothing; it may hash and pack',
      severity: 'error',
      from: { path: '^domain/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|zlib)$' },
    },
    {
      name: 'domain-knows-no-temporal',
      severity: 'error',
      from: { path: '^domain/' },
      to: { path: 'node_modules/@temporalio/' },
    },
    {
      name: 'replayed-code-has-no-node',
      comment: 'workflow code is replayed: anything of Node.js that is not the same every time has no business in it',
      severity: 'error',
      from: { path: '^(workflows|(domain|contracts)/replayed)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'workflow-packages',
      comment: 'workflow code is replayed: only packages that are the same every time',
      severity: 'error',
      from: { path: '^(workflows|(domain|contracts)/replayed)/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/@temporalio/(workflow|common)/' },
    },
    {
      name: 'replayed-code-shows-itself',
      comment: 'what workflows import as a value is replayed, and lies in a folder that says so',
      severity: 'error',
      from: { path: '^(workflows|(domain|contracts)/replayed)/' },
      to: {
        path: '^(domain|contracts|activities)/',
        pathNot: '^(domain|contracts)/replayed/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-circles-of-folders',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    includeOnly: `^(${FOLDERS})/|node_modules|^(node:)?[a-z0-9_/]+$`,
  },
};
