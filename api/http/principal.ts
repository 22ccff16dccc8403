import type { Role } from '../../contracts/api/roles';
import type { OperatorRequest } from '../../contracts/replayed';

/** Who asks, however they prove it. */
export interface Principal {
  /** `admin`, `token:` and the token's id, or `oidc:` and a hash. It says nothing of a person: Temporal gets this and no more. */
  id: string;
  /** For people. It may name one, so it goes neither to Temporal nor into the log. */
  name: string;
  role: Role;
}

/** The principal as a workflow hears of it. */
export const operatorOf = ({ id }: Principal): OperatorRequest => ({ by: id });
