// For `node --require`: a process that runs our sources as they are, since dist/ may be older than they.
const { transformFileSync } = require('@swc/core');

const jsx = { runtime: 'automatic', importSource: 'preact' };
const options = {
  jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true }, transform: { react: jsx } },
  module: { type: 'commonjs' },
};

for (const extension of ['.ts', '.tsx']) {
  require.extensions[extension] = (module, file) => module._compile(transformFileSync(file, options).code, file);
}
