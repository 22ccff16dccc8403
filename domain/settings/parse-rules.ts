import { z } from 'zod';
import { eapMethods } from '../profiles/trust';
import { letterKinds } from '../replayed/letter-kinds';
import type { BusinessId, PlanId } from '../replayed/ids';
import type { Rules } from './rules';
import { planAttributes, settingsSchema } from './settings';

/**
 * The way in which `resolveSettings` makes rules. It goes up whenever the same settings would become other rules, or rules
 * have other fields: the connector then has saved settings resolved again. Rules without a number were made by the first.
 */
export const RESOLVER_VERSION = 2;

const isString = (value: unknown): boolean => typeof value === 'string';
const planId = z.custom<PlanId>(isString);
const businessId = z.custom<BusinessId>(isString);

const plan = z.object({
  name: z.string(),
  mappedAs: z.string(),
  group: z.string().nullable(),
  orgUnit: z.string().nullable(),
  precedence: z.number(),
  validityMs: z.number().nullable(),
  checkInRequired: z.boolean(),
  attributes: planAttributes.nullable(),
});
const location = z.object({ zone: z.string(), cutOff: z.string(), ssid: z.string(), spaceName: z.string() });
const letter = z.object({
  kind: z.enum(letterKinds),
  subject: z.string().optional(),
  text: z.string().optional(),
  html: z.string().nullable().optional(),
});
const mail = z.object({
  includePassword: z.boolean(),
  endingSoonDays: z.number(),
  letters: z.record(z.enum(letterKinds), letter),
  later: z.boolean(),
  silent: z.array(z.enum(letterKinds)),
});
const radius = z.object({
  caCertificates: z.array(z.string()),
  serverNames: z.array(z.string()),
  method: z.enum(eapMethods),
  outerIdentity: z.string(),
});

const { shape } = settingsSchema;
/** Fields that it does not know are left out, so that rules of a first resolver may have them. */
const rules = z.object({
  resolver: z.int().default(1),
  version: z.number(),
  live: z.boolean(),
  plans: z.record(planId, plan),
  retiredPlans: z.array(planId),
  zones: z.record(businessId, location),
  defaultZone: z.string(),
  graceMs: z.number(),
  checkInGraceMs: z.number(),
  retentionMs: z.number(),
  mail,
  operator: shape.operator.unwrap().nullable(),
  radius: radius.nullable(),
  // with a way of signing that this version does not have, profiles go out unsigned, and all else goes on
  profileSigning: shape.profileSigning.unwrap().nullable().catch(null),
  portal: shape.portal.unwrap().nullable(),
  spaceName: shape.spaceName,
  ssid: shape.ssid,
  syncIntervalMinutes: shape.syncIntervalMinutes,
  cutOff: shape.cutOff,
  autoProvision: shape.autoProvision,
  autoDeprovision: shape.autoDeprovision,
  username: shape.username,
  password: shape.password,
  prepareAhead: shape.prepareAhead,
  checkInRequired: shape.checkInRequired,
  contractEnds: shape.contractEnds,
  pausedMeansDenied: shape.pausedMeansDenied,
  unpaid: shape.unpaid,
  teamEntitlement: shape.teamEntitlement,
  onEmailChange: shape.onEmailChange,
  createOrgUnits: shape.createOrgUnits,
  directory: shape.directory,
  links: shape.links,
  webhooks: shape.webhooks,
  guard: shape.guard,
}) satisfies z.ZodType<Rules>;

/**
 * The rules as the connector has kept them, from whichever version of Latchkey.
 * @throws Error with one sentence: a newer one made them, or they cannot be read.
 */
export function parseRules(resolved: unknown): Rules {
  const made = z.object({ resolver: z.int().default(1) }).safeParse(resolved);
  if (made.success && made.data.resolver > RESOLVER_VERSION)
    throw new Error(
      `A newer Latchkey has resolved the settings (resolver ${made.data.resolver}; this one is ${RESOLVER_VERSION}): update this process too.`,
    );
  const parsed = rules.safeParse(resolved);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`The saved rules cannot be read: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}
