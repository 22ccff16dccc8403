// Compiles the letters (*.mjml) to domain/letters/default-html.ts, so that what runs needs no MJML.
// `node letters/build.mjs` writes the file; `node letters/build.mjs --print` prints what it would write.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mjml2html from 'mjml';

const folder = dirname(fileURLToPath(import.meta.url));
const target = join(dirname(folder), 'domain', 'letters', 'default-html.ts');

const names = readdirSync(folder)
  .filter((file) => file.endsWith('.mjml'))
  .map((file) => basename(file, '.mjml'))
  .sort();
const source = moduleOf(await Promise.all(names.map(letter)));

if (process.argv.includes('--print')) process.stdout.write(source);
else writeFileSync(target, source);

/** The title of a letter is its subject. */
async function letter(name) {
  const filePath = join(folder, `${name}.mjml`);
  const { html } = await mjml2html(readFileSync(filePath, 'utf8'), {
    filePath,
    ignoreIncludes: false,
    includePath: folder,
    validationLevel: 'strict',
    fonts: {},
    keepComments: false,
    minify: true,
    minifyOptions: { minifyCss: false },
  });
  const [, subject] = /<title>(.*?)<\/title>/.exec(html);
  return { name, subject, html: inLines(html) };
}

/** An element of the layout a line: mail servers and readers of a diff are spared long ones. */
function inLines(html) {
  const LAYOUT = /<(?=(?:table|tr|td|div|h1|style|meta|title|body|!--\[if)\b)/g;
  const lines = html.replaceAll(LAYOUT, '\n<').split('\n');
  return lines.flatMap((line) => line.trim() || []).join('\n');
}

function moduleOf(letters) {
  const entries = letters.map(
    ({ name, subject, html }) => `  ${name}: {\n    subject: ${quoted(subject)},\n    html: ${quoted(html)},\n  },\n`,
  );
  return `// Made from letters/*.mjml: change those, and run \`node letters/build.mjs\`.

export const defaultHtml = {
${entries.join('')}};
`;
}

function quoted(text) {
  return `\`${text.replaceAll(/[\\`]|\$\{/g, '\\$&')}\``;
}
