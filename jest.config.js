/**
 * `unit` is pure code; `component` one part of the product behind its own HTTP, SMTP and processes, with nothing but
 * Node; `devices` has FreeRADIUS, browsers and other people's mail and profile readers around it; `workflows` plays the
 * workflows on real Temporal servers with a scripted world around them, `integration` all parts together; `e2e` is the
 * whole product as a new user starts it.
 */
/** ES modules that our code requires: Node.js can do that since 20.19, Jest only on 24, so they are compiled as ours are. */
const ES_MODULES = [
  ...[
    '@clack',
    '@noble',
    '@peculiar',
    'asn1js',
    'bytestreamjs',
    'cookie',
    'jose',
    'oauth4webapi',
    'openid-client',
    'pkijs',
  ],
  ...['fast-string-truncated-width', 'fast-string-width', 'fast-wrap-ansi', 'plist', 'preact', 'sisteransi'],
];

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.(tsx?|m?js)$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES.join('|')})/)`],
  // It has no entry for `require`, which Jest makes of `import()`.
  moduleNameMapper: { '^plist$': '<rootDir>/node_modules/plist/dist/index.js' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

const temporal = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

module.exports = {
  // tests that wait for real timers wait together
  maxConcurrency: 12,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/{domain,config,activities,bench,docs,imports}/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'component',
      testMatch: ['<rootDir>/test/{clients,sandbox,api,cli,launch,workers}/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'devices',
      testMatch: ['<rootDir>/test/{profiles,radius,letters,pages}/**/*.test.ts'],
    },
    {
      ...shared,
      ...temporal,
      displayName: 'workflows',
      testMatch: ['<rootDir>/test/{workflows,replay}/**/*.test.ts'],
    },
    {
      ...shared,
      ...temporal,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/{integration,proof}/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'stories',
      testMatch: ['<rootDir>/test/stories/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
    },
  ],
};
