import type { Choices } from '../../controls/dials';

/**
 * Facts about IronWifi that are disputed or unknown (ironwifi.md §11.2). Each can be turned, so that a client can be
 * tried against every reading of them.
 */
export interface IronwifiSwitches {
  /** Shape of a list. */
  envelope: 'hal' | 'flat-array';
  /** Shape of an error. */
  errors: 'problem' | 'flat';
  /** The query parameter that sets the size of a page. */
  paging: 'page_size' | 'per_page';
  updateVerb: 'PATCH' | 'PATCH+PUT';
  /** New ids are UUID strings or JSON numbers. */
  ids: 'uuid' | 'integer';
  /** The answer to a user name that is taken. */
  duplicate: '422' | '409' | '200-existing';
  /** The two words that turn an account on and off. */
  statusVocabulary: 'enabled/disabled' | 'active/inactive';
  /** Any other word is refused, or stored without effect. */
  statusUnknown: 'refuse' | 'accept';
  /** What `orgunit` on a user is taken for. */
  orgUnitBy: 'name' | 'id' | 'either';
  /** An org unit nobody knows is refused, or the field is dropped. */
  orgUnitUnknown: 'refuse' | 'ignored';
  patchPassword: 'ignored' | 'applied' | '422';
  /** A second attribute of one name stands beside the first, or in its place. */
  attributeDuplicate: 'append' | 'replace';
  membershipEndpoint: 'off' | 'groups/{id}/users';
  /** An empty list keeps its envelope, or is `{"total_items":0}`. */
  emptyList: 'full' | 'total-only';
  rateHeaders: 'on' | 'off';
  /** A live session outlives its account's disabling, or is dropped by a CoA. */
  enforcement: 'session-survives' | 'coa-drops';
}

export const switchChoices: Choices<IronwifiSwitches> & { [K in keyof IronwifiSwitches]: unknown } = {
  envelope: ['hal', 'flat-array'],
  errors: ['problem', 'flat'],
  paging: ['page_size', 'per_page'],
  updateVerb: ['PATCH', 'PATCH+PUT'],
  ids: ['uuid', 'integer'],
  duplicate: ['422', '409', '200-existing'],
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

/** The reading that the evidence favours. */
export const defaultSwitches: IronwifiSwitches = {
  envelope: 'hal',
  errors: 'problem',
  paging: 'page_size',
  updateVerb: 'PATCH',
  ids: 'uuid',
  duplicate: '422',
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
