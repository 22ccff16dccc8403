import { z } from 'zod';
import { radiusServer } from '../profiles/radius-server';
import { eapMethods } from '../profiles/trust';
import type { BusinessId, PlanId } from '../replayed/ids';
import { letterKinds, type LetterKind } from '../replayed/letter-kinds';
import { planAttributes, settingsSchema } from './settings';

/**
 * The way in which `resolveSettings` makes rules. It goes up whenever the same settings would become other rules, or rules
 * have other fields: the connector then has saved settings resolved again. Rules without a number were made by the first.
 */
export const RESOLVER_VERSION = 4;

/** Settings that rules contain as they are. */
const plainSettings = settingsSchema
  .pick({
    spaceName: true,
    ssid: true,
    hiddenSsid: true,
    syncIntervalMinutes: true,
    cutOff: true,
    autoProvision: true,
    autoDeprovision: true,
    username: true,
    password: true,
    prepareAhead: true,
    checkInRequired: true,
    contractEnds: true,
    pausedMeansDenied: true,
    unpaid: true,
    teamEntitlement: true,
    joinProfiles: true,
    onEmailChange: true,
    createOrgUnits: true,
    directory: true,
    links: true,
    webhooks: true,
    guard: true,
  })
  .strip();

export const plainSettingsOf = (settings: z.infer<typeof settingsSchema>) => plainSettings.parse(settings);

const isString = (value: unknown): boolean => typeof value === 'string';
const planId = z.custom<PlanId>(isString);
const businessId = z.custom<BusinessId>(isString);

/** What a mapped plan or pass product gives. */
const planRule = z.object({
  name: z.string(),
  /** The key of the plan map that referred to it when the settings were saved. */
  mappedAs: z.string(),
  /** Null: no WiFi. */
  group: z.string().nullable(),
  /** Null where the group is. */
  orgUnit: z.string().nullable(),
  precedence: z.number(),
  validityMs: z.number().nullable(),
  checkInRequired: z.boolean(),
  attributes: planAttributes.nullable(),
});
export type PlanRule = z.infer<typeof planRule>;

/** What a check-in gives by itself. */
const presenceRule = planRule.pick({ group: true, precedence: true, attributes: true }).extend({
  group: z.string(),
  orgUnit: z.string(),
});

const locationRule = z.object({
  /** IANA. */
  zone: z.string(),
  /** "HH:mm", local. */
  cutOff: z.string(),
  ssid: z.string(),
  hiddenSsid: z.boolean().default(false),
  spaceName: z.string(),
});
export type LocationRule = z.infer<typeof locationRule>;

const letterChoice = z.object({
  kind: z.enum(letterKinds),
  subject: z.string().optional(),
  text: z.string().optional(),
  html: z.string().nullable().optional(),
});
type Letters<Kind extends LetterKind = LetterKind> = Record<Kind, z.infer<typeof letterChoice>>;

const everyLetter = (known: Partial<Letters>): Letters =>
  Object.fromEntries(letterKinds.map((kind) => [kind, known[kind] ?? { kind }])) as Letters;

/** See `MailRules`. */
const mail = z.object({
  includePassword: z.boolean(),
  endingSoonDays: z.number(),
  // rules of an older resolver lack the letters that are newer
  letters: z.partialRecord(z.enum(letterKinds), letterChoice).transform(everyLetter),
  later: z.boolean(),
  silent: z.array(z.enum(letterKinds)),
});

/** See `RadiusTrust`. */
const radius = z.object({
  caCertificates: z.array(z.string()),
  serverNames: z.array(z.string()),
  method: z.enum(eapMethods),
  outerIdentity: z.string(),
});

const { profileSigning, portal } = settingsSchema.shape;
/** Unknown fields are left out, so that rules of an older resolver may have them. */
const rules = z.object({
  ...plainSettings.shape,
  // rules that were made before may have a name that is refused now
  ssid: z.string(),
  /** See `RESOLVER_VERSION`. */
  resolver: z.int().default(1),
  /** One more than that of the previous rules, unless the connector sets another when it saves them. */
  version: z.number(),
  /** False: nothing is written or mailed. */
  live: z.boolean(),
  plans: z.record(planId, planRule),
  /** Plans that used to be mapped: members keep what they have. */
  retiredPlans: z.array(planId),
  /** Null: nothing. */
  presence: presenceRule.nullable().default(null),
  zones: z.record(businessId, locationRule),
  /** IANA; for unknown locations. */
  defaultZone: z.string(),
  graceMs: z.number(),
  checkInGraceMs: z.number(),
  retentionMs: z.number(),
  mail,
  /** Null: no profiles are offered. */
  radius: radius.nullable(),
  /** Null: none is asked for its certificate. */
  radiusServer: radiusServer.nullable().default(null),
  // with a way of signing that this version does not have, profiles go out unsigned, and all else goes on
  profileSigning: profileSigning.unwrap().nullable().catch(null),
  portal: portal.unwrap().nullable(),
});
/** The settings, resolved against Nexudus: what the decision and the activities use. Plain JSON. */
export type Rules = z.infer<typeof rules>;

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

/** Every org unit that a member may be in, once each. */
export function orgUnitsOf(rules: Rules): string[] {
  const names = Object.values(rules.plans).flatMap(({ orgUnit }) => (orgUnit === null ? [] : [orgUnit]));
  return [...new Set([...names, ...(rules.presence === null ? [] : [rules.presence.orgUnit])])].sort();
}
