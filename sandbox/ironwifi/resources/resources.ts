import { type FieldSet, flag, number, output, required, secret, text, texts } from './fields';

/** A kind of thing under `/api`; `embedded` is its key in a list, which is not always its path. */
export interface Resource {
  path: string;
  embedded: string;
  fields: FieldSet;
  /** Only GET of the list is known. */
  listOnly?: boolean;
  /** POST makes a batch and answers with a summary instead of an entity. */
  batch?: boolean;
}

const person: FieldSet = {
  username: required(),
  ...texts('email', 'firstname', 'lastname', 'fullname', 'phone', 'mobilephone', 'notes'),
  user_type: text('e'),
  authsource: text('local'),
  deletiondate: text(),
  creationdate: output(),
  authdate: output(),
  authdate_orig: output(),
  source: output(),
};

/** Accounts; `password`, `status` and `orgunit` have rules of their own (ironwifi.md §2.4). */
export const users: Resource = { path: 'users', embedded: 'users', fields: person };

const made: FieldSet = { creationdate: output() };

/** Resources without rules of their own (ironwifi.md §3, §4.3, §6, §7.3, §9 and the list at its end). */
export const plainResources: readonly Resource[] = [
  { path: 'guests', embedded: 'users', fields: { ...person, status: text(), captive_portal: output() } },
  { path: 'employees', embedded: 'users', fields: { ...person, status: text() } },
  { path: 'devices', embedded: 'devices', fields: { ...person, status: text() } },
  {
    path: 'groups',
    embedded: 'groups',
    fields: { groupname: required(), description: text(), priority: number(0) },
  },
  { path: 'orgunits', embedded: 'orgunits', fields: { name: required(), ...texts('description', 'parent_id') } },
  {
    path: 'org-units-groups',
    embedded: 'org_units_groups',
    fields: { ...texts('orgunitid', 'groupid'), priority: number() },
  },
  {
    path: 'policies',
    embedded: 'conditional_access_policies',
    fields: {
      name: required(),
      ...texts('description', 'target_id', 'conditions', 'actions'),
      priority: number(100),
      enabled: flag(1),
      match_mode: text('all'),
      target_type: text('global'),
      created_at: output(),
      updated_at: output(),
    },
  },
  {
    path: 'networks',
    embedded: 'networks',
    fields: {
      nasname: required(),
      region: text(),
      auth_port: number(1812),
      acct_port: number(1813),
      ...texts('secret', 'primary_ip', 'backup_ip', 'ipv6'),
      unknown_users: text('reject'),
      open_roaming: flag(),
      eduroam: flag(),
      coa: flag(),
      radsec: flag(),
    },
  },
  {
    path: 'certificates',
    embedded: 'certificates',
    fields: {
      user_id: required(),
      ...texts('cn', 'subject'),
      validity: number(365),
      distribution: text('email'),
      hash: text('sha2'),
      status: text('valid'),
      serial: output(),
      expirationdate: output(),
      revocationdate: output(),
      ...made,
    },
  },
  {
    path: 'profiles',
    embedded: 'profiles',
    fields: { name: required(), ...texts('description', 'type', 'configuration') },
  },
  {
    path: 'connectors',
    embedded: 'connectors',
    fields: {
      name: required(),
      ...texts('dbtype', 'domain', 'group', 'groupname', 'basedn', 'bind', 'authsource', 'client_id'),
      status: text('enabled'),
      sync_interval: number(60),
      user_takeover: flag(),
      dbpassword: secret(),
      client_secret: secret(),
      ...made,
    },
  },
  {
    path: 'captive-portals',
    embedded: 'captive_portals',
    fields: {
      name: required(),
      ...texts('description', 'vendor', 'network_id', 'splash_page', 'success_page', 'portal_theme', 'webhook_url'),
      mac_authentication: flag(),
      cloud_cdn: flag(),
    },
  },
  {
    path: 'authentication-providers',
    embedded: 'authentication_providers',
    fields: {
      name: required(),
      ...texts('type', 'captive_portal_id', 'group_id', 'configuration'),
      status: text('enabled'),
    },
  },
  {
    path: 'vouchers',
    embedded: 'vouchers',
    batch: true,
    fields: {
      template_name: required(),
      ...texts('voucher_format', 'group_id', 'orgunitid', 'voucher_deletedate'),
      voucher_length: number(8),
      voucher_quantity: number(1),
      voucher_devices: number(1),
      voucher_duration: number(0),
      ...made,
    },
  },
  {
    path: 'customers',
    embedded: 'customers',
    fields: {
      username: required(),
      ...texts('company_name', 'phone', 'region', 'plan'),
      plan_quantity: number(),
      plan_expiration: output(),
      total_users: number(),
      total_aps: number(),
    },
  },
  ...['guest-profiles', 'venues', 'nodes', 'configurations', 'shared-files', 'tariffs', 'tariff-groups', 'themes'].map(
    listOnly,
  ),
  ...['translations', 'variables', 'fleets', 'vehicles'].map(listOnly),
];

function listOnly(path: string): Resource {
  return { path, embedded: path.replaceAll('-', '_'), fields: { name: text() }, listOnly: true };
}
