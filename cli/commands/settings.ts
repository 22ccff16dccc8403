import { z } from 'zod';
import { replaceFile } from '../../config';
import { readSettings, saveSettings } from '../../contracts/api/settings';
import { listSettingsVersions, readSettingsVersion } from '../../contracts/api/settings-history';
import { answerOf, command, flag, type Group, value } from '../frame/command';
import { changesTo, fileArgument, fileOf, readSettingsFile, showChanges, withLines } from '../frame/settings-file';

const text = z.string().optional();
const version = (schema: z.ZodType<string | undefined>) => value('VERSION', 'the number of a version', schema);
const number = z.string({ error: 'is missing' }).regex(/^\d{1,9}$/, 'is a number');

const pull = command({
  name: 'pull',
  summary: 'Fetch the settings as YAML, as the console shows them',
  examples: [
    ['settings pull --output settings.yaml', 'writes the file, to be kept under version control'],
    ['settings pull', 'prints it'],
  ],
  options: { output: value('FILE', 'write it there, instead of printing it', text) },
  json: answerOf(readSettings),
  run: async ({ api, json, remarks }, { output }) => {
    const document = await api.readSettings();
    if (output !== undefined) {
      await replaceFile(output, fileOf(document.settings, document.version));
      if (!json) remarks.line(`Version ${document.version} is in ${output}.`);
      return json ? document : undefined;
    }
    return document;
  },
  show: ({ settings, version }, { world }) => void world.stdout.write(fileOf(settings, version)),
});

const push = command({
  name: 'push',
  summary: 'Save a file as the settings; a sync follows',
  description:
    'A file that latchkey settings pull has written knows its version, and overwrites none that came later. ' +
    'latchkey plan says beforehand what it would do to members.',
  examples: [
    ['settings push settings.yaml', 'saves it'],
    ['settings push settings.yaml --dry-run', 'has it checked, and saves nothing'],
    ['settings push settings.yaml --fingerprint b1946ac92492d234', 'saves just what latchkey plan has shown'],
  ],
  arguments: { file: fileArgument },
  options: {
    dryRun: flag('check only, and save nothing'),
    fingerprint: value('F', 'of a latchkey plan: refuse if it would do something else now', text),
    acceptCutOff: flag('also if members would lose the network because a CA is dropped'),
    force: flag('overwrite whatever version is there'),
  },
  json: answerOf(saveSettings),
  run: async (context, { file, dryRun, fingerprint, acceptCutOff, force }) => {
    const given = await readSettingsFile(context, file);
    const current = given.version ?? (await context.api.readSettings()).version;
    if (fingerprint !== undefined) context.progress.say('Reading both rosters once more');
    const saved = context.api.saveSettings({
      headers: { 'If-Match': force ? '*' : `"${current}"` },
      query: {
        fingerprint,
        ...(dryRun && { dryRun: 'true' as const }),
        ...(acceptCutOff && { cutOff: 'accept' as const }),
      },
      body: given.settings,
    });
    if (dryRun) context.whenInterrupted = '';
    else context.whenInterrupted = 'It may have been saved: latchkey settings history says so.';
    return withLines(given, saved);
  },
  show: ({ version, warnings = [] }, { output }) => {
    for (const warning of warnings) output.text(output.warn(warning));
    output.line(`Good. The settings are at version ${version}.`);
  },
});

const history = command({
  name: 'history',
  summary: 'List the versions of the settings, or show what one of them changed',
  examples: [
    ['settings history', 'who saved what, newest first'],
    ['settings history 3', 'what version 3 changed'],
  ],
  arguments: { version: version(number.optional()) },
  json: z.union([answerOf(readSettingsVersion), answerOf(listSettingsVersions)]),
  run: ({ api }, { version }) =>
    version === undefined ? api.listSettingsVersions() : api.readSettingsVersion({ params: { id: version } }),
  show: (answer, { output }) => {
    if ('settings' in answer) {
      const { version, savedAt, by, changes, before } = answer;
      output.line(`Version ${version}, saved ${output.when(savedAt)} by ${by.name ?? by.id}`);
      if (before !== null) output.line(`Against version ${before}:`);
      return showChanges(
        changes.map(({ path, was, is }) => ({ path, was, is })),
        output,
      );
    }
    output.table(
      ['version', 'saved', 'by', 'changed'],
      answer.versions.map(({ version, savedAt, by, changed }) => [
        ...[String(version), output.when(savedAt), by.name ?? by.id, changed.join(', ')],
      ]),
    );
  },
});

const revert = command({
  name: 'revert',
  summary: 'Save the settings of an earlier version again; a sync follows',
  examples: [['settings revert 3', 'shows what that changes, and asks']],
  arguments: { version: version(number) },
  options: {
    yes: flag('do not ask'),
    acceptCutOff: flag('also if members would lose the network because a CA is dropped'),
  },
  json: answerOf(saveSettings),
  run: async (context, { version, yes, acceptCutOff }) => {
    const { api, ask, remarks } = context;
    const [{ settings }, current] = [
      await api.readSettingsVersion({ params: { id: String(version) } }),
      await api.readSettings(),
    ];
    if (!yes) {
      showChanges(changesTo(current.settings, settings), remarks);
      await ask.confirm(`Save version ${version} again?`, 'Give --yes.', 'Nothing was saved.');
    }
    context.whenInterrupted = 'It may have been saved: latchkey settings history says so.';
    return api.saveSettings({
      headers: { 'If-Match': `"${current.version}"` },
      query: acceptCutOff ? { cutOff: 'accept' } : {},
      body: settings,
    });
  },
  show: ({ version }, { output }) => output.line(`The settings are at version ${version}.`),
});

export const settings: Group = {
  name: 'settings',
  summary: 'Fetch, save and compare the settings as a file',
  commands: [pull, push, history, revert],
};
