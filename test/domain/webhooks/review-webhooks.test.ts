import { reviewWebhooks } from '../../../domain/webhooks/review-webhooks';
import { actionLabel, type WebhookRecord } from '../../../domain/webhooks/webhook';
import { address, goneLocation, harbour, mainStreet, webhook } from './builders';

const off = { active: false, errorCount: 10 };

const review = (existing: WebhookRecord[], businesses = [mainStreet]) =>
  reviewWebhooks({ ...address, existing, businesses, actions: ['CoworkerUpdate', 'AccessControlUpdate'] });
const ids = (rows: WebhookRecord[]) => rows.map(({ id }) => Number(id));

describe('a review of the webhooks', () => {
  it('has nothing to say about those that deliver', () => {
    const reviewed = review([webhook(1, 'CoworkerUpdate'), webhook(2, 'AccessControlUpdate')]);
    expect(reviewed).toMatchObject({ off: [], failing: [], missing: 0 });
    expect(reviewed.ours).toHaveLength(2);
  });

  it('finds those that are off, and those that fail, the worst first', () => {
    const { failing, off: found } = review([
      webhook(1, 'CoworkerUpdate', { errorCount: 3 }),
      webhook(2, 'AccessControlUpdate', off),
      webhook(3, 'TeamUpdated', { active: false }),
    ]);
    expect(ids(failing)).toEqual([2, 1, 3]);
    expect(ids(found)).toEqual([2]);
  });

  it('asks for one of two that are off to be switched on, and for none if another is on', () => {
    expect(ids(review([webhook(1, 'CoworkerUpdate', off), webhook(2, 'CoworkerUpdate', off)]).off)).toEqual([1]);
    expect(ids(review([webhook(1, 'CoworkerUpdate', off), webhook(2, 'CoworkerUpdate')]).off)).toEqual([]);
  });

  it('counts what is missing by action and location, whether what exists is on or off', () => {
    expect(review([], [mainStreet, harbour]).missing).toBe(4);
    expect(review([webhook(1, 'CoworkerUpdate', off)], [mainStreet, harbour]).missing).toBe(3);
    expect(review([webhook(1, 'CoworkerUpdate', { businessId: goneLocation })]).missing).toBe(2);
  });

  it('looks only at ours, and reads what they are for from their address', () => {
    const others = webhook(1, 'CoworkerUpdate', { ...off, url: 'https://doors.example.com/' });
    expect(review([others])).toMatchObject({ ours: [], off: [], failing: [], missing: 2 });
    const ofAnotherTenant = webhook(2, 'CoworkerUpdate', { action: 1_002 });
    expect(review([ofAnotherTenant]).missing).toBe(1);
    expect(actionLabel(ofAnotherTenant, address)).toBe('CoworkerUpdate');
    expect(actionLabel({ ...ofAnotherTenant, url: others.url }, address)).toBe('#1002');
  });
});
