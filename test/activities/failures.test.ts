import { MockActivityEnvironment } from '@temporalio/testing';
import { failing } from '../../activities/runtime/failures';
import { ExternalError } from '../../clients/external-error';
import { workflowTypes } from '../../contracts/replayed';
import { quiet } from '../support/quiet';

beforeAll(() => quiet());

/** What Temporal is told of a refusal that asks to wait this long. */
async function toldOf(retryAfterMs: number, workflowType: string, byUs = false): Promise<object> {
  const error = new ExternalError('ironwifi', 'throttled', 'PATCH /users/1: 429', {
    retryable: true,
    retryAfterMs,
    byUs,
  });
  const refused = (): Promise<never> => failing(() => Promise.reject(error));
  try {
    await new MockActivityEnvironment({ workflowType }).run(refused);
  } catch (failure) {
    return failure as object;
  }
  throw new Error('it did not fail');
}

describe('a system that asks to wait', () => {
  it('is asked again by Temporal where the wait is short', async () => {
    expect(await toldOf(15_000, workflowTypes.member)).toMatchObject({ nonRetryable: false, nextRetryDelay: 15_000 });
  });

  it('is left to the member’s lane where the wait is long: a lane shows it, and can be told that it is over', async () => {
    const told = await toldOf(30_000, workflowTypes.member);
    expect(told).toMatchObject({ nonRetryable: true, details: [{ system: 'ironwifi', retryAfterMs: 30_000 }] });
  });

  it('is not meant where our own rate limiter has no room: that is no trouble', async () => {
    expect(await toldOf(30_000, workflowTypes.member, true)).toMatchObject({ nonRetryable: false });
  });

  it('has a sync wait as long as it says', async () => {
    expect(await toldOf(300_000, workflowTypes.rosterSync)).toMatchObject({ nonRetryable: false });
  });
});
