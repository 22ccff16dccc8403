import type { MemberId } from '../replayed/ids';
import { stableUuid } from './stable-uuid';

/** Our own, random. */
const NAMESPACE = '6b1d666d-d92d-4489-8c83-8cc4f061f962';

/** What a member's profiles are known by: the same for ever, whatever the master keys. It is no secret. */
export const profileIdOf = (connector: string, member: MemberId): string =>
  stableUuid(NAMESPACE, `${connector}:${member}`);
