import { z } from 'zod';
import { saveSettings } from '../../contracts/api/settings';
import { answerOf, command, flag, value } from '../frame/command';
import type { Context } from '../frame/context';
import { planSettings, showPlan } from '../frame/plan-settings';
import { fileArgument, readSettingsFile, type SettingsFile, withLines } from '../frame/settings-file';
import { Trouble } from '../frame/trouble';

export const apply = command({
  name: 'apply',
  summary: 'Save a file of settings, after showing what it would do; a sync follows',
  description: 'It saves just what was shown, or refuses, because members have changed since.',
  examples: [
    ['apply settings.yaml', 'plans, shows, and asks'],
    ['apply settings.yaml --auto-approve', 'without the question'],
    ['apply settings.yaml --fingerprint b1946ac92492d234', 'just what latchkey plan has shown, without a question'],
  ],
  arguments: { file: fileArgument },
  options: {
    autoApprove: flag('do not ask'),
    fingerprint: value('F', 'of a latchkey plan of this file', z.string().optional()),
    acceptCutOff: flag('also if members would lose the network because a CA is dropped'),
  },
  json: answerOf(saveSettings),
  run: async (context, { file: name, autoApprove, fingerprint, acceptCutOff }) => {
    const file = await readSettingsFile(context, name);
    if (fingerprint !== undefined) {
      const { version } = await context.api.readSettings();
      return save(context, file, { version, fingerprint, acceptCutOff });
    }
    const planned = await planSettings(context, file, acceptCutOff);
    context.progress.end();
    if (planned.whatIf === null) return { version: planned.version, settings: file.settings, warnings: [] };
    if (!context.json) await showPlan(planned, context);
    if (!autoApprove)
      await context.ask.confirm('Save these settings?', 'Give --auto-approve, or --fingerprint.', 'Nothing was saved.');
    if (planned.whatIf.fingerprint === null)
      throw new Trouble('The what-if has no fingerprint, so nothing was saved.', { todo: 'Run latchkey plan again.' });
    return save(context, file, { version: planned.version, fingerprint: planned.whatIf.fingerprint, acceptCutOff });
  },
  show: ({ version, warnings = [] }, { output }) => {
    for (const warning of warnings) output.text(output.warn(warning));
    output.line(`The settings are at version ${version}.`);
  },
});

interface Shown {
  version: number;
  fingerprint: string;
  acceptCutOff: boolean;
}

function save(context: Context, file: SettingsFile, { version, fingerprint, acceptCutOff }: Shown) {
  context.progress.say('Reading both rosters once more');
  context.whenInterrupted = 'It may have been saved: latchkey settings history says so.';
  const saved = context.api.saveSettings({
    headers: { 'If-Match': `"${version}"` },
    query: { fingerprint, ...(acceptCutOff && { cutOff: 'accept' as const }) },
    body: file.settings,
  });
  return withLines(file, saved);
}
