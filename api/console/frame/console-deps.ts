import type { Logger } from 'pino';
import type { Secret } from '../../../config';
import type { AccessTokens } from '../../access/access-tokens';
import type { OpenIdConnect } from '../../access/oidc/openid-connect';
import type { Sessions } from '../../access/sessions';
import type { AuditTrail } from '../../audit/audit-trail';
import type { Refusals } from '../../audit/refusals';
import type { ReadRules } from '../../ports/rules';
import type { Languages } from '../../texts/catalogue';
import type { TextKey } from '../texts';

export interface ConsoleDeps {
  adminToken: Secret;
  tokens: AccessTokens;
  sessions: Sessions;
  /** Null: signing in takes a token. */
  oidc: OpenIdConnect | null;
  audit: AuditTrail;
  refused: Refusals;
  rules: ReadRules;
  consoleLanguages: Languages<TextKey>;
  log: Logger;
}
