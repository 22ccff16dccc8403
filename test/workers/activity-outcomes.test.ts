import type { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { hearOutcomes } from '../../workers/recovery/activity-outcomes';

/** What a watch hears when an activity of member 7 succeeds, or fails with this. */
async function heard(activityType: string, failure?: Error, input: object = {}): Promise<string[]> {
  const words: string[] = [];
  const factory = hearOutcomes({
    answered: (system) => words.push(`${system} answered`),
    failed: (system, member, code) => words.push(`${system} failed ${member}: ${code}`),
    suspect: (system) => words.push(`${system} suspected`),
  });
  const info = { activityType, workflowExecution: { workflowId: 'member:7', runId: '1' } };
  const { inbound } = factory({ info } as unknown as Context);
  const activity = (): Promise<unknown> => (failure ? Promise.reject(failure) : Promise.resolve('result'));
  await inbound?.execute?.({ args: [input], headers: {} }, activity).catch(() => undefined);
  return words;
}

const failure = (type: string, system: string | null, byUs = false): Error =>
  ApplicationFailure.create({ type, message: type, details: [{ system, byUs }] });

describe('how an activity ends', () => {
  it.each(['createAccount', 'changeAccount', 'disableAccount', 'deleteAccount', 'settleAccount', 'adoptAccount'])(
    'tells of IronWifi: %s',
    async (activity) => {
      expect(await heard(activity)).toEqual(['ironwifi answered']);
      expect(await heard(activity, failure('outage', 'ironwifi'))).toEqual(['ironwifi failed member:7: outage']);
    },
  );

  it('tells of Nexudus by a look, unless a sync has read for it', async () => {
    expect(await heard('observe')).toEqual(['nexudus answered']);
    expect(await heard('observe', undefined, { fromRoster: true })).toEqual([]);
  });

  it('tells of the mail server by a letter, and nothing of it where the letter could not be addressed', async () => {
    expect(await heard('deliverLetter')).toEqual(['smtp answered']);
    expect(await heard('deliverLetter', failure('mailRefused', 'smtp'))).toEqual([]);
    expect(await heard('deliverLetter', failure('noEmail', null))).toEqual([]);
  });

  it('raises a suspicion only, where a system fails on the way to another, or for a sync', async () => {
    expect(await heard('createAccount', failure('timeout', 'nexudus'))).toEqual(['nexudus suspected']);
    expect(await heard('syncRoster', failure('unauthorized', 'ironwifi'))).toEqual(['ironwifi suspected']);
    expect(await heard('syncRoster')).toEqual([]);
  });

  it('tells nothing of a system that our own rate limiter, or an operator, keeps from being asked', async () => {
    expect(await heard('disableAccount', failure('throttled', 'ironwifi', true))).toEqual([]);
    expect(await heard('disableAccount', failure('throttled', 'ironwifi'))).toEqual([
      'ironwifi failed member:7: throttled',
    ]);
    expect(await heard('disableAccount', failure('maintenance', 'ironwifi'))).toEqual([]);
  });
});
