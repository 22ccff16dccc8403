import { z } from 'zod';
import { mailSettings } from '../letters/mail-settings';
import { radiusSettings, profileSigning } from '../profiles/settings';
import { section, settingsErrors, issueMessage, type SettingsError } from './settings-errors';
import { duration, networkName, timeOfDay, timeZone, wordOrCustomField, words } from './settings-fields';

/** Per-user RADIUS attributes; units as RADIUS has them are made from these by the directory client. */
export const planAttributes = section({
  /** Megabits per second. */
  downMbps: z.number().positive().optional(),
  upMbps: z.number().positive().optional(),
  priority: z.string().min(1).optional(),
  /** Session-Timeout, minutes. */
  sessionMinutes: z.int().positive().optional(),
  vlan: z.int().min(1).max(4094).optional(),
  /** Max-Devices. */
  devices: z.int().positive().optional(),
});
export type PlanAttributes = z.infer<typeof planAttributes>;

/** What a plan or a pass product gives. */
const planSettings = section({
  /** The access level; `none`: no WiFi. */
  group: words(),
  /** Default: named like the group. */
  orgUnit: words().optional(),
  /** Of several plans the highest counts. */
  precedence: z.int().default(0),
  /** The longest that one contract or pass may admit, counted from the first instant it did. */
  validity: duration().optional(),
  /** Default: the setting for all. */
  checkInRequired: z.boolean().optional(),
  /** Written per user, and only when given: a level's own attributes belong to the policy of its org unit. */
  attributes: planAttributes.optional(),
});
export type PlanSettings = z.infer<typeof planSettings>;

const location = section({
  timeZone: timeZone().optional(),
  cutOff: timeOfDay().optional(),
  ssid: networkName().optional(),
  spaceName: words().optional(),
});

/** What a tenant does where the vendor's documents do not say; `unknown` takes the way that is safe under every answer. */
const directory = section({
  patchPassword: z.enum(['unknown', 'applied', 'ignored']).default('unknown'),
  statusWords: z.enum(['unknown', 'enabled/disabled', 'active/inactive']).default('unknown'),
  orgUnitBy: z.enum(['unknown', 'name', 'id']).default('unknown'),
});
export type DirectoryCapabilities = z.infer<typeof directory>;

/** A link to a member's page. */
const links = section({
  /** Counted from the letter that brings it. */
  hours: z.int().min(1).max(8760).default(72),
  /** How often it reveals the credentials. */
  openings: z.int().min(1).max(1000).default(10),
});

/** Write-back to the member's profile in Nexudus: registered custom fields, by name or id, that members cannot edit. */
const portal = section({
  linkField: words(),
  usernameField: words().optional(),
});

/** More than both of them is too much at once. Neither can be set so high that it would hold nothing. */
const share = (atLeast: number, percent: number) =>
  section({
    atLeast: z.int().min(1).max(50).default(atLeast),
    /** Of a location's members with an account. */
    percent: z.number().min(1).max(50).default(percent),
  }).prefault({});

/** What a sync, or a wave of hooks, may do of its own accord; past that it is held until an operator decides. */
const guard = section({
  /** Removals that syncs find in any 24 hours. */
  removals: share(5, 10),
  /** Entitlements that vanish within 10 minutes though Nexudus states no end of them. */
  vanished: share(5, 2),
  /** Grants and moves of one sync. */
  changes: share(5, 25),
  /** Fewer coworkers than so many percent of the last good count: removals are held. */
  sourcePercent: z.int().min(50).max(99).default(80),
  /** A hold that nobody decides ends: its members keep what they have. */
  holdDays: z.int().min(1).max(30).default(7),
});
export type GuardSettings = z.infer<typeof guard>;

/** Who is told when something waits for a decision, or a side has stopped working. */
const operator = section({
  email: z.email({ error: 'must be an e-mail address' }),
});

/** What a sync does about our webhooks in Nexudus. */
const webhooks = section({
  /** Switches on again what Nexudus has switched off after ten failures. */
  reactivate: z.boolean().default(true),
});

const settings = section({
  spaceName: words(),
  ssid: networkName(),
  /** False: all is decided and shown, and nothing is written or mailed. Only the first settings may say true. */
  live: z.boolean().optional(),
  /** Default: what Nexudus says of each location. */
  timeZone: timeZone().optional(),
  /** By Nexudus business id. */
  locations: z.record(z.string(), location).default({}),
  syncIntervalMinutes: z.int().min(1).max(1440).default(15),
  /** When a forgotten check-out is closed, every day, local time. */
  cutOff: timeOfDay().default('23:59'),
  autoProvision: z.boolean().default(true),
  /** False: nothing is taken away except by check-out and by an operator's block. */
  autoDeprovision: z.boolean().default(true),
  username: wordOrCustomField('email', 'memberId').default('email'),
  password: wordOrCustomField('generated').default('generated'),
  checkInRequired: z.boolean().default(false),
  /** A network check-in closes by itself when a laptop sleeps; for this long it counts on. */
  checkInGraceMinutes: z.int().min(0).max(1440).default(30),
  /** Who only has to check in, or starts within a day, has the account (disabled) and the mail already. */
  prepareAhead: z.boolean().default(true),
  /** After the end of a contract. */
  graceMinutes: z.int().min(0).max(525_600).default(0),
  /** `auto`: a cancellation at local midnight is a date, its day included; any other time of day is an instant. */
  contractEnds: z.enum(['auto', 'endOfDay', 'instant']).default('auto'),
  pausedMeansDenied: z.boolean().default(true),
  unpaid: z.enum(['ignore', 'deny']).default('ignore'),
  /** `payingMember`: a team's members have the plans of its paying member, and its passes if shared. */
  teamEntitlement: z.enum(['payingMember', 'off']).default('payingMember'),
  /** `keep`: the user name stays, mail goes to the new address. */
  onEmailChange: z.enum(['keep', 'rename']).default('keep'),
  /** From the end of a membership to deletion and erasure. */
  retentionDays: z.int().min(0).max(3650).default(30),
  createOrgUnits: z.boolean().default(true),
  directory: directory.prefault({}),
  /** By Nexudus id or exact name of a plan or pass product; replaces the default map. */
  plans: z.record(z.string(), planSettings).optional(),
  mail: mailSettings.prefault({}),
  guard: guard.prefault({}),
  /** Absent: holds and failures are shown, and nobody is mailed. */
  operator: operator.optional(),
  links: links.prefault({}),
  webhooks: webhooks.prefault({}),
  /** How devices know the network's RADIUS server; absent: no profiles are offered. */
  radius: radiusSettings.optional(),
  profileSigning: profileSigning.optional(),
  /** Absent: nothing is written to Nexudus. */
  portal: portal.optional(),
});
/** The operator's document with every default filled in, except the plan map (`defaultPlans` while it is absent). */
export type Settings = z.infer<typeof settings>;

export type ParsedSettings = { ok: true; settings: Settings } | { ok: false; errors: SettingsError[] };

/** Checks a settings document (parsed YAML or JSON); everything that is wrong is told at once. Never throws. */
export function parseSettings(input: unknown): ParsedSettings {
  const parsed = settings.safeParse(input, { error: issueMessage });
  return parsed.success
    ? { ok: true, settings: parsed.data }
    : { ok: false, errors: settingsErrors(parsed.error.issues) };
}
