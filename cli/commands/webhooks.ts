import { installWebhooks, listWebhooks, type WebhookRef, type WebhooksView } from '../../contracts/api/webhooks';
import { answerOf, command, flag, type Group } from '../frame/command';
import { exitCodes } from '../frame/exit-codes';

const install = command({
  name: 'install',
  summary: 'Make in Nexudus every webhook record that is needed, for every location',
  description: 'Switches on, puts right and removes ours, and leaves others alone. It may be repeated.',
  examples: [
    ['webhooks install --dry-run', 'says what would be done; ends with 3 if there is anything'],
    ['webhooks install', 'does it; a location takes about a minute'],
  ],
  options: { dryRun: flag('change nothing, and say what would be done') },
  json: answerOf(installWebhooks),
  exits: { pending: 'a dry run, and something would change' },
  run: async (context, { dryRun }) => {
    context.progress.say(
      dryRun ? 'Reading the webhooks in Nexudus' : 'Making webhooks; a location takes about a minute',
    );
    if (!dryRun) context.whenInterrupted = 'The installation goes on; latchkey webhooks status shows how far it is.';
    return context.api.installWebhooks({ body: { dryRun } });
  },
  show: (answer, { output }) => {
    if (!('created' in answer)) return output.line(answer.sentence ?? 'It is under way: latchkey webhooks status.');
    output.text(answer.sentence);
    const rows = (what: string, refs: readonly WebhookRef[]) => refs.map((ref) => [what, ref.businessId, ref.action]);
    const done = [
      ...rows('made', answer.created),
      ...rows('switched on', answer.reactivated),
      ...rows('put right', answer.corrected),
      ...rows('removed', answer.removed),
    ];
    if (done.length > 0) output.table(['what', 'location', 'action'], done);
    for (const { businessId, action, message } of answer.failed)
      output.text(output.bad(`${action} of location ${businessId} failed: ${message}`));
    output.line(`They lead to ${answer.address}`);
  },
  exitCode: (answer) => {
    if (answer.failed.length > 0) return exitCodes.failed;
    if (!('created' in answer) || !answer.dryRun) return exitCodes.done;
    const { created, reactivated, corrected, removed } = answer;
    return [created, reactivated, corrected, removed].some(({ length }) => length > 0)
      ? exitCodes.pending
      : exitCodes.done;
  },
});

const status = command({
  name: 'status',
  summary: 'Show the webhook records in Nexudus that lead here, and what is wrong with them',
  examples: [['webhooks status', 'reads them now, which waits for the rate limit']],
  json: answerOf(listWebhooks),
  run: (context) => {
    context.progress.say('Reading the webhooks in Nexudus');
    return context.api.listWebhooks();
  },
  show: (answer, { output }) => {
    const { webhooks, missing, problem, address } = answer;
    output.text(sentenceOf(answer));
    if (problem !== null) output.text(output.bad(problem));
    const wrong = webhooks.filter(({ state }) => state !== 'active');
    const rows = [
      ...wrong.map(({ businessId, action, state, lastError }) => [businessId, action, state, lastError ?? '']),
      ...missing.map(({ businessId, action }) => [businessId, action, 'missing', '']),
    ];
    if (rows.length > 0) output.table(['location', 'action', 'state', 'last error'], rows);
    if (rows.length > 0) output.line('latchkey webhooks install puts that right.');
    if (address !== null) output.line(`They lead to ${address}`);
  },
});

function sentenceOf({ webhooks, missing, locations }: WebhooksView): string {
  const active = webhooks.filter(({ state }) => state === 'active').length;
  return `${active} of ${active + missing.length} webhooks are active, in ${locations.length} ${locations.length === 1 ? 'location' : 'locations'}.`;
}

export const webhooks: Group = {
  name: 'webhooks',
  summary: 'Make and look after the webhooks in Nexudus',
  commands: [install, status],
};
