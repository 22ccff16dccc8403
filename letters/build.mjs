// Compiles the letters (*.mjml) to domain/letters/default-html.json, so that running Latchkey needs no MJML.
// `node letters/build.mjs` writes the file; `node letters/build.mjs --print` prints what it would write.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mjml2html from 'mjml';

const folder = dirname(fileURLToPath(import.meta.url));
const target = join(dirname(folder), 'domain', 'letters', 'default-html.json');

const names = readdirSync(folder)
  .filter((file) => file.endsWith('.mjml'))
  .map((file) => basename(file, '.mjml'))
  .sort();
const letters = await Promise.all(names.map(async (name) => [name, await letter(name)]));
const json = `${JSON.stringify(Object.fromEntries(letters), null, 2)}\n`;

if (process.argv.includes('--print')) process.stdout.write(json);
else writeFileSync(target, json);

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
  return { subject, html: inLines(html) };
}

/** One line for each element of the layout: mail servers dislike long lines. */
function inLines(html) {
  const LAYOUT = /<(?=(?:table|tr|td|div|h1|style|meta|title|body|!--\[if)\b)/g;
  const lines = html.replaceAll(LAYOUT, '\n<').split('\n');
  return lines.flatMap((line) => line.trim() || []).join('\n');
}
