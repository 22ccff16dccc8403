import { command, flag } from '../frame/command';
import { PlanAnswer, planCode, planSettings, showPlan } from '../frame/plan-settings';
import { fileArgument, readSettingsFile } from '../frame/settings-file';

export const plan = command({
  name: 'plan',
  summary: 'Say what a file of settings would change, and what that does to members',
  description:
    'Nothing is saved. Both are decided for every member of the live roster, by the settings of today and by the file. ' +
    'latchkey apply with the fingerprint saves just what was shown.',
  examples: [
    ['plan settings.yaml', 'the difference, and who gains, loses or moves'],
    ['plan settings.yaml --json', 'changes, and the what-if as POST /api/v1/what-if gives it'],
  ],
  arguments: { file: fileArgument },
  options: { acceptCutOff: flag('also if members would lose the network because a CA is dropped') },
  json: PlanAnswer,
  exits: { pending: 'the file differs from what is saved' },
  run: async (context, { file, acceptCutOff }) =>
    planSettings(context, await readSettingsFile(context, file), acceptCutOff),
  show: showPlan,
  exitCode: planCode,
});
