import { z } from 'zod';
import type { NexudusPlay } from './play';

const id = z.union([z.string(), z.number()]).transform(String);
const moment = z.union([z.string(), z.number()]);
const businessId = z.coerce.number().optional();
const choice = z.object({ hooks: z.boolean().optional() });
const one = choice.extend({ id });

/** How a verb is called over HTTP: parses the body, plays the verb, returns the new id, if any. */
export type Verb = (play: NexudusPlay, input: unknown) => string | void;

function verb<S extends z.ZodType>(schema: S, run: (play: NexudusPlay, input: z.output<S>) => string | void): Verb {
  return (play, input) => run(play, schema.parse(input));
}

/** Every scene of the play by its name, with the body it takes. */
export const verbs: Record<string, Verb> = {
  join: verb(
    choice.extend({
      fullName: z.string().min(1),
      email: z.string().nullable().default(null),
      plan: z.string().optional(),
      businessId,
      start: moment.optional(),
      mobile: z.string().optional(),
      customFields: z.record(z.string(), z.string()).optional(),
    }),
    (play, input) => play.join(input),
  ),
  buyPass: verb(
    one.extend({ pass: z.string(), fromContract: id.optional(), expires: moment.optional(), businessId }),
    (play, { id, ...rest }) => play.buyPass(id, rest),
  ),
  setHours: verb(
    choice.extend({
      pass: z.string(),
      hours: z.array(z.object({ weekday: z.int().min(0).max(6), from: z.iso.time(), to: z.iso.time() })),
    }),
    (play, { pass, hours }) => play.setHours(pass, hours),
  ),
  changePlan: verb(
    one.extend({
      plan: z.string(),
      at: moment.optional(),
      contractId: id.optional(),
      shape: z.enum(['update', 'replace']).optional(),
    }),
    (play, { id, plan, ...rest }) => play.changePlan(id, plan, rest),
  ),
  addContract: verb(
    one.extend({ plan: z.string(), start: moment.optional(), businessId }),
    (play, { id, plan, ...rest }) => play.addContract(id, plan, rest),
  ),
  cancel: verb(one.extend({ at: moment.optional(), contractId: id.optional() }), (play, { id, ...rest }) =>
    play.cancel(id, rest),
  ),
  pause: verb(one.extend({ from: moment, until: moment, contractId: id.optional() }), (play, { id, ...rest }) =>
    play.pause(id, rest),
  ),
  resume: verb(one, (play, { id, ...rest }) => play.resume(id, rest)),
  checkIn: verb(
    one.extend({
      ...{ businessId, source: z.coerce.number().optional() },
      ...{ at: moment.optional(), attendee: z.boolean().optional() },
    }),
    (play, { id, ...rest }) => play.checkIn(id, rest),
  ),
  checkOut: verb(one.extend({ at: moment.optional() }), (play, { id, ...rest }) => play.checkOut(id, rest)),
  cutOff: verb(choice.extend({ businessId }), (play, input) => play.cutOff(input)),
  suspend: verb(one, (play, { id, ...rest }) => play.suspend(id, rest)),
  activate: verb(one, (play, { id, ...rest }) => play.activate(id, rest)),
  archive: verb(one, (play, { id, ...rest }) => play.archive(id, rest)),
  restore: verb(one, (play, { id, ...rest }) => play.restore(id, rest)),
  remove: verb(one, (play, { id, ...rest }) => play.remove(id, rest)),
  changeEmail: verb(one.extend({ email: z.string().nullable() }), (play, { id, email, ...rest }) =>
    play.changeEmail(id, email, rest),
  ),
  changeName: verb(one.extend({ fullName: z.string().min(1) }), (play, { id, fullName, ...rest }) =>
    play.changeName(id, fullName, rest),
  ),
  setCustomField: verb(one.extend({ name: z.string(), value: z.string() }), (play, { id, name, value, ...rest }) =>
    play.setCustomField(id, name, value, rest),
  ),
  setUnpaid: verb(one.extend({ unpaid: z.boolean() }), (play, { id, unpaid, ...rest }) =>
    play.setUnpaid(id, unpaid, rest),
  ),
  createTeam: verb(
    choice.extend({
      name: z.string().min(1),
      businessId,
      payingMemberId: id.optional(),
      memberIds: z.array(id),
      shareTimePasses: z.boolean().optional(),
      vlan: z.string().optional(),
    }),
    (play, input) => play.createTeam(input),
  ),
  addToTeam: verb(one.extend({ teamId: id }), (play, { teamId, id, ...rest }) => play.addToTeam(teamId, id, rest)),
  removeFromTeam: verb(one.extend({ teamId: id }), (play, { teamId, id, ...rest }) =>
    play.removeFromTeam(teamId, id, rest),
  ),
};
