import { z } from 'zod';
import type { PlanAttributes } from '../replayed/entitlement';
import type { GuardSettings } from '../replayed/guard/guard-state';
import { mailSettings } from '../letters/mail-settings';
import { radiusSettings, profileSigning } from '../profiles/settings';
import { duration, networkName, timeOfDay, timeZone, wordOrCustomField, words } from '../schema/fields';
import { section, settingsErrors, issueMessage, type SettingsError } from '../schema/section';

export const planAttributes = section({
  downMbps: z.number().positive().optional().describe('Download limit in megabits per second.'),
  upMbps: z.number().positive().optional().describe('Upload limit in megabits per second.'),
  priority: z.string().min(1).optional().describe('The name of a policy that the access points know (`Filter-Id`).'),
  sessionMinutes: z
    .int()
    .positive()
    .optional()
    .describe('Minutes until a device must log in again (`Session-Timeout`).'),
  vlan: z.int().min(1).max(4094).optional().describe('The number of a VLAN.'),
  devices: z.int().positive().optional().describe('How many devices one member may use (`Max-Devices`).'),
}) satisfies z.ZodType<PlanAttributes>;

/** What a plan or a pass product gives. */
const planSettings = section({
  group: words().describe('The access level that the plan gives; `none` gives no WiFi.'),
  orgUnit: words().optional().describe('The org unit of the level in IronWifi. By default it is named like the group.'),
  precedence: z.int().default(0).describe('When a member has several plans, the one with the highest number counts.'),
  validity: duration()
    .optional()
    .describe('How long one contract or pass gives access at most, counted from when it first did.'),
  checkInRequired: z.boolean().optional().describe('Overrides `checkInRequired` for this plan.'),
  attributes: planAttributes
    .optional()
    .describe(
      'RADIUS attributes that are written for each user of this plan. ' +
        'Leave them out where the policy of the org unit sets them.',
    ),
});
export type PlanSettings = z.infer<typeof planSettings>;

/** What a check-in gives by itself. */
const presence = section({
  group: words().describe('The access level that a check-in gives.'),
  orgUnit: words().optional().describe('The org unit of the level in IronWifi. By default it is named like the group.'),
  precedence: z.int().default(0).describe('A move to a level with a lower number gets a second look.'),
  attributes: planAttributes.optional().describe('RADIUS attributes that are written for each user of this level.'),
});

const location = section({
  timeZone: timeZone().optional().describe('The time zone of this location, if Nexudus has a wrong one.'),
  cutOff: timeOfDay().optional().describe('Overrides `cutOff`.'),
  ssid: networkName().optional().describe('Overrides `ssid`.'),
  hiddenSsid: z.boolean().optional().describe('Overrides `hiddenSsid`.'),
  spaceName: words().optional().describe('Overrides `spaceName`.'),
});

/** What a tenant does where the vendor's documents are silent; `unknown` is safe whatever the answer. */
const directory = section({
  patchPassword: z
    .enum(['unknown', 'applied', 'ignored'])
    .default('unknown')
    .describe('Whether IronWifi applies a password that is sent with PATCH. `ignored` also says that it refuses one.'),
  statusWords: z
    .enum(['unknown', 'enabled/disabled', 'active/inactive'])
    .default('unknown')
    .describe("The words that IronWifi uses for an account's status."),
  orgUnitBy: z
    .enum(['unknown', 'name', 'id'])
    .default('unknown')
    .describe("Whether a user's `orgunit` holds a name or an id."),
});
export type DirectoryCapabilities = z.infer<typeof directory>;

/** A link to a member's page. */
const links = section({
  hours: z.int().min(1).max(8760).default(72).describe('How long a link works, counted from its letter.'),
  openings: z.int().min(1).max(1000).default(10).describe('How often a link reveals the credentials.'),
});

/** Write-back to the member's profile in Nexudus: registered custom fields, by name or id, that members cannot edit. */
const portal = section({
  linkField: words().describe("The custom field that holds the link to the member's page."),
  usernameField: words().optional().describe('The custom field that holds the user name.'),
});

/** A number of members that exceeds both is held. Neither can be set so high that nothing would ever be held. */
const share = (atLeast: number, percent: number) =>
  section({
    atLeast: z.int().min(1).max(50).default(atLeast).describe('Up to this many are never too much.'),
    percent: z.number().min(1).max(50).default(percent).describe("Percent of a location's members with an account."),
  }).prefault({});

/** What a sync, or a wave of webhooks, may do by itself; what exceeds it is held until an operator decides. */
const guard = section({
  removals: share(5, 10).describe('Removals that syncs find within 24 hours.'),
  vanished: share(5, 2).describe('Entitlements that vanish within 10 minutes although Nexudus states no end of them.'),
  changes: share(5, 25).describe('Grants and moves of one sync.'),
  sourcePercent: z
    .int()
    .min(50)
    .max(99)
    .default(80)
    .describe('Removals are held when a sync lists fewer coworkers than this percentage of the last good count.'),
  holdDays: z
    .int()
    .min(1)
    .max(30)
    .default(7)
    .describe(
      'A hold that nobody decides expires after so many days; its members keep what they have, and are asked about again after as many days more. The same goes for a rejected one.',
    ),
}) satisfies z.ZodType<GuardSettings>;

/** What a sync does about our webhooks in Nexudus. */
const webhooks = section({
  reactivate: z
    .boolean()
    .default(true)
    .describe('Whether a sync switches a webhook back on that Nexudus switched off after ten failures.'),
});

/** Personal data: settings are stored in Temporal, which holds none. */
const IN_THE_ENVIRONMENT =
  'is not a setting any more: set the variable LATCHKEY_OPERATOR_EMAIL for the worker, and leave this out';

/** The settings document of an operator. `docs/configuration.md` is generated from its descriptions. */
export const settingsSchema = section(
  {
    spaceName: words().describe('The name of the space, as members know it.'),
    ssid: networkName().describe('The name of the WiFi network, at most 32 bytes.'),
    hiddenSsid: z
      .boolean()
      .default(false)
      .describe("Whether the network hides its name, so that profiles make devices ask for it. Android's cannot."),
    live: z
      .boolean()
      .optional()
      .describe(
        'While false, everything is decided and shown, but nothing is written or mailed. ' +
          'Only the first settings may say true; later, `POST /api/v1/live` does it. ' +
          'By default true in the sandbox and false with real systems.',
      ),
    timeZone: timeZone().optional().describe('The time zone of all locations. By default what Nexudus says of each.'),
    locations: z
      .record(z.string(), location)
      .default({})
      .describe('What is different in one location, by its business id in Nexudus.'),
    syncIntervalMinutes: z.int().min(1).max(1440).default(15).describe('Minutes between two roster syncs.'),
    cutOff: timeOfDay()
      .default('00:00')
      .describe(
        'The daily cut-off, as in Nexudus: the local time at which a forgotten check-out is closed ' +
          'and the day of a used day pass ends.',
      ),
    autoProvision: z.boolean().default(true).describe('Whether new accounts are made. Existing ones are kept in step.'),
    autoDeprovision: z
      .boolean()
      .default(true)
      .describe("Whether access is taken away. While false, only a check-out or an operator's block does."),
    username: wordOrCustomField('email', 'memberId')
      .default('email')
      .describe('What user names are made of. It applies to new accounts.'),
    password: wordOrCustomField('generated')
      .default('generated')
      .describe('Where passwords come from: derived from the master key, or a custom field of Nexudus.'),
    checkInRequired: z.boolean().default(false).describe('Whether members have access only while they are checked in.'),
    checkInGraceMinutes: z
      .int()
      .min(0)
      .max(1440)
      .default(30)
      .describe(
        'How long access outlasts a check-in that came from the network: ' +
          'it closes by itself when a laptop sleeps. A check-out by hand closes at once.',
      ),
    presence: presence
      .optional()
      .describe(
        'Access while checked in for those who have no contract and no pass that counts: pay-as-you-go customers, ' +
          'attendees of bookings. By default they have none.',
      ),
    prepareAhead: z
      .boolean()
      .default(true)
      .describe(
        'Whether members who only have to check in, or whose plan starts within a day, ' +
          'already get their account (disabled) and their letter.',
      ),
    graceMinutes: z.int().min(0).max(525_600).default(0).describe('How long access outlasts the end of a contract.'),
    contractEnds: z
      .enum(['auto', 'endOfDay', 'instant'])
      .default('instant')
      .describe(
        'How a cancellation date is read. `instant`: the contract ends at that instant, as Nexudus ends it; ' +
          'a date at local midnight does not include its day. `endOfDay` always includes the day; ' +
          '`auto` does if the date is at local midnight.',
      ),
    pausedMeansDenied: z.boolean().default(true).describe('Whether a paused contract gives no access.'),
    unpaid: z.enum(['ignore', 'deny']).default('ignore').describe('What overdue invoices mean for access.'),
    teamEntitlement: z
      .enum(['payingMember', 'off'])
      .default('payingMember')
      .describe(
        "`payingMember`: a team's members have the plans of its paying member, and its passes if the team shares them.",
      ),
    joinProfiles: z
      .enum(['off', 'sameAddress'])
      .default('off')
      .describe(
        '`sameAddress`: up to five profiles (coworkers) with one e-mail address are one person with one account, ' +
          'at the best level of them all. By default each profile has an account of its own.',
      ),
    onEmailChange: z
      .enum(['keep', 'rename'])
      .default('keep')
      .describe(
        "When a member's e-mail address changes: `keep` the user name and mail to the new address, or `rename` the account.",
      ),
    retentionDays: z
      .int()
      .min(0)
      .max(3650)
      .default(30)
      .describe('Days from the end of a membership until the account is deleted and its data erased.'),
    createOrgUnits: z.boolean().default(true).describe('Whether a missing org unit is made in IronWifi.'),
    directory: directory
      .prefault({})
      .describe(
        'What your IronWifi tenant does where its documents are silent. ' +
          '`unknown` takes the way that is safe under every answer; the right value saves calls.',
      ),
    plans: z
      .record(z.string(), planSettings)
      .optional()
      .describe(
        'The plan map: what each plan and pass product gives, by its Nexudus id or exact name. ' +
          'It replaces the default map.',
      ),
    mail: mailSettings.prefault({}).describe('Letters to members.'),
    guard: guard
      .prefault({})
      .describe(
        'What a sync, or a wave of webhooks, may do without an operator. ' +
          'What exceeds both numbers of a limit is held until somebody decides.',
      ),
    links: links.prefault({}).describe("Links to a member's page."),
    webhooks: webhooks.prefault({}).describe('What a sync does about our webhooks in Nexudus.'),
    radius: radiusSettings
      .optional()
      .describe("How devices know the network's RADIUS server. Without it no profiles are offered."),
    profileSigning: profileSigning.optional().describe('What Apple profiles are signed with. By default nothing.'),
    portal: portal
      .optional()
      .describe(
        "Registered custom fields, by name or id, that Latchkey writes to the member's profile in Nexudus. " +
          'By default nothing is written to Nexudus.',
      ),
  },
  { operator: IN_THE_ENVIRONMENT },
);
/** The operator's document with every default filled in, except the plan map (`defaultPlans` while it is absent). */
export type Settings = z.infer<typeof settingsSchema>;

type ParsedSettings = { ok: true; settings: Settings } | { ok: false; errors: SettingsError[] };

/** Checks a settings document (parsed YAML or JSON) and reports everything that is wrong at once. Never throws. */
export function parseSettings(input: unknown): ParsedSettings {
  const parsed = settingsSchema.safeParse(input, { error: issueMessage });
  return parsed.success
    ? { ok: true, settings: parsed.data }
    : { ok: false, errors: settingsErrors(parsed.error.issues) };
}
