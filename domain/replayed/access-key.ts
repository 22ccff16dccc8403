import type { Access } from './entitlement';

/** What the directory would show of an access, as a string to compare: plans that write the same are the same. */
export function accessKey(access: Access): string {
  switch (access.state) {
    case 'denied':
    case 'keep':
      return access.state;
    case 'granted':
    case 'prepared':
      return JSON.stringify([access.state, access.group, access.orgUnit, sorted(access.attributes ?? {})]);
    default:
      return access satisfies never;
  }
}

/** True: going from one to the other writes nothing. */
export const sameAccess = (one: Access, other: Access): boolean => accessKey(one) === accessKey(other);

const sorted = (attributes: object): [string, unknown][] =>
  Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1));
