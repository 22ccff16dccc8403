import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { type ProbeView, readProbe } from '../../contracts/api/probe';
import { answerOf, command, flag } from '../frame/command';
import { clientOf, type Context } from '../frame/context';
import { exitCodes } from '../frame/exit-codes';
import type { Output } from '../frame/output';

const LOOK_EVERY_MS = 500;

export const probe = command({
  name: 'probe',
  summary: 'Find out on your IronWifi tenant what its documents leave open, with one throw-away account',
  description:
    'The account is disabled once the words for that are known, nobody knows its password, and it is removed at the end, after Ctrl-C too. No other account is ' +
    'touched. What spares calls is saved as directory of the settings.',
  examples: [
    ['probe', 'says how many calls it takes at most, asks, and runs'],
    ['probe --yes --json', 'without a question, for programs'],
    ['probe --show', 'what the last one has found, without a new one'],
  ],
  options: {
    show: flag('Only show the last one since the API was started, or what one would ask.'),
    yes: flag('Do not ask first.'),
    keepSettings: flag('Leave the settings as they are.'),
    rateLimit: flag('Go over the rate limit on purpose: every call with this key may be refused for a minute.'),
  },
  json: answerOf(readProbe),
  // after Ctrl-C the account is removed first
  endsItself: true,
  run: async (context, { show, yes, keepSettings, rateLimit }) => {
    const { api } = context;
    const before = await api.readProbe();
    if (show) return before;
    if (!yes && !before.underWay) await consent(context, before);
    try {
      await api.runProbe({ body: { store: !keepSettings, rateLimit } });
      return await ended(context);
    } catch (error) {
      if (context.signal.aborted) await stop(context);
      throw error;
    }
  },
  show: (view, context) => print(view, context.output),
  exitCode: ({ steps, account }) =>
    account === 'left' || steps.some(({ state }) => state === 'failed') ? exitCodes.failed : exitCodes.done,
});

async function consent({ ask, remarks }: Context, { calls, steps }: ProbeView): Promise<void> {
  for (const { asks } of steps) remarks.text(`- ${asks}`);
  remarks.text(
    `One throw-away account, ${calls.besidesRoster} calls to IronWifi at most, and one for each page of 100 accounts.`,
  );
  await ask.confirm('Probe the tenant?', 'Give --yes.', 'Nothing was asked of the tenant.');
}

/** @param signal what ends the waiting */
async function ended({ api, progress, signal }: Context): Promise<ProbeView> {
  for (;;) {
    const view = await api.readProbe();
    if (!view.underWay) return view;
    const current = view.steps.find(({ state }) => state === 'underWay');
    const done = view.steps.filter(({ state }) => state !== 'waiting' && state !== 'underWay').length;
    progress.say(`${done} of ${view.steps.length} steps, ${view.calls.made} calls. ${current?.asks ?? ''}`);
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}

/** By a client that is not interrupted. */
async function stop(context: Context): Promise<void> {
  context.whenInterrupted = 'The API removes the throw-away account: latchkey probe --show says when it has.';
  const api = clientOf(context.connection, new AbortController().signal);
  await api.stopProbe();
  context.progress.say('Removing the throw-away account');
  let view = await api.readProbe();
  while (view.underWay) {
    await sleep(LOOK_EVERY_MS);
    view = await api.readProbe();
  }
  context.whenInterrupted = view.sentence;
}

const surely: Record<ProbeView['findings'][number]['sure'], string> = {
  seen: 'seen',
  inferred: 'inferred',
  open: 'could not be told',
};

function print({ findings, steps, learned, stored, sentence, calls, account }: ProbeView, output: Output): void {
  if (findings.length > 0) {
    output.table(
      ['question', 'answer', 'sure', 'evidence'],
      findings.map(({ question, answer, sure, evidence }) => [question, answer || '–', surely[sure], evidence]),
    );
    output.line();
  }
  const untold = steps.filter(({ trouble }) => trouble !== null);
  if (untold.length > 0) {
    output.heading('Not answered');
    for (const { asks, trouble } of untold) output.text(`${output.bad('✗')} ${asks} ${trouble ?? ''}`, '  ');
    output.line();
  }
  if (Object.keys(learned).length > 0) {
    output.heading('For settings.yaml');
    output.line(stringify({ directory: learned }).trimEnd());
    output.line();
  }
  if (stored !== null) output.text(stored.sentence);
  output.text(account === 'left' ? output.bad(sentence) : sentence);
  output.text(
    steps.every(({ state }) => state === 'waiting')
      ? `A probe takes ${calls.besidesRoster} calls at most, and one for each page of 100 accounts.`
      : `${calls.made} calls.`,
  );
}
