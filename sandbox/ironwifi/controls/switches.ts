import type { Choices } from '../../controls/dials';

/**
 * Facts about IronWifi that are disputed or unknown (ironwifi.md §11.2). Each can be switched, so that a client can be
 * tested against every reading.
 */
export interface IronwifiSwitches {
  /** Shape of a list (ironwifi.md §2.1). */
  envelope: 'hal' | 'flat-array';
  /** Shape of an error (ironwifi.md §1.4). */
  errors: 'problem' | 'flat';
  /** The query parameter for the page size (ironwifi.md §2.1). */
  paging: 'page_size' | 'per_page';
  /** Whether PUT is served (ironwifi.md §0.1). */
  updateVerb: 'PATCH' | 'PATCH+PUT';
  /** Whether new ids are UUID strings or JSON numbers (ironwifi.md §2.4). */
  ids: 'uuid' | 'integer';
  /** The answer to a user name that is taken (ironwifi.md §2.3). */
  duplicate: '422' | '409' | '200-existing';
  /** Whether user names may differ by accents alone, and how long they may be: a longer one is cut (ironwifi.md §2.3). */
  usernames: 'as-written' | 'accents-alike' | 'cut-at-64';
  /** Names of people that are not taken: a last name at all, or an emoji, over which the server fails (ironwifi.md §2.3). */
  names: 'any' | 'lastname-422' | 'emoji-500';
  /** The two words that turn an account on and off (ironwifi.md §2.5). */
  statusVocabulary: 'enabled/disabled' | 'active/inactive';
  /** Whether any other word is refused, or stored without effect (ironwifi.md §2.5). */
  statusUnknown: 'refuse' | 'accept';
  /** What `orgunit` on a user holds (ironwifi.md §2.4). */
  orgUnitBy: 'name' | 'id' | 'either';
  /** Whether an unknown org unit is refused, or the field ignored (ironwifi.md §2.4). */
  orgUnitUnknown: 'refuse' | 'ignored';
  /** What a PATCH with a password does (ironwifi.md §2.6). */
  patchPassword: 'ignored' | 'applied' | '422';
  /** Whether a second attribute of one name stands beside the first, or replaces it (ironwifi.md §2.6). */
  attributeDuplicate: 'append' | 'replace';
  /** How a user joins a group (ironwifi.md §3). */
  membershipEndpoint: 'off' | 'groups/{id}/users';
  /** Whether an empty list keeps its envelope, or is `{"total_items":0}` (ironwifi.md §2.1). */
  emptyList: 'full' | 'total-only';
  /** Whether replies carry the rate limit (ironwifi.md §1.5). */
  rateHeaders: 'on' | 'off';
  /** Whether a live session outlives a disabled account, or is dropped by a CoA (ironwifi.md §9). */
  enforcement: 'session-survives' | 'coa-drops';
}

export const switchChoices: Choices<IronwifiSwitches> & { [K in keyof IronwifiSwitches]: unknown } = {
  envelope: ['hal', 'flat-array'],
  errors: ['problem', 'flat'],
  paging: ['page_size', 'per_page'],
  updateVerb: ['PATCH', 'PATCH+PUT'],
  ids: ['uuid', 'integer'],
  duplicate: ['422', '409', '200-existing'],
  usernames: ['as-written', 'accents-alike', 'cut-at-64'],
  names: ['any', 'lastname-422', 'emoji-500'],
  statusVocabulary: ['enabled/disabled', 'active/inactive'],
  statusUnknown: ['refuse', 'accept'],
  orgUnitBy: ['either', 'name', 'id'],
  orgUnitUnknown: ['refuse', 'ignored'],
  patchPassword: ['ignored', 'applied', '422'],
  attributeDuplicate: ['append', 'replace'],
  membershipEndpoint: ['off', 'groups/{id}/users'],
  emptyList: ['full', 'total-only'],
  rateHeaders: ['on', 'off'],
  enforcement: ['session-survives', 'coa-drops'],
};

/** The reading that the evidence supports. */
export const defaultSwitches: IronwifiSwitches = {
  envelope: 'hal',
  errors: 'problem',
  paging: 'page_size',
  updateVerb: 'PATCH',
  ids: 'uuid',
  duplicate: '422',
  usernames: 'as-written',
  names: 'any',
  statusVocabulary: 'enabled/disabled',
  statusUnknown: 'refuse',
  orgUnitBy: 'either',
  orgUnitUnknown: 'refuse',
  patchPassword: 'ignored',
  attributeDuplicate: 'append',
  membershipEndpoint: 'off',
  emptyList: 'full',
  rateHeaders: 'on',
  enforcement: 'session-survives',
};
