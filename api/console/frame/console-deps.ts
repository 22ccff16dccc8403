import type { Logger } from 'pino';
import type { Secret } from '../../../config';
import type { AccessTokens } from '../../access/access-tokens';
import type { Sessions } from '../../access/sessions';
import type { AuditTrail } from '../../audit/audit-trail';
import type { RefusedTokens } from '../../audit/refused-tokens';
import type { ReadRules } from '../../ports/rules';
import type { Languages } from '../../texts/catalogue';
import type { TextKey } from '../texts';

export interface ConsoleDeps {
  adminToken: Secret;
  tokens: AccessTokens;
  sessions: Sessions;
  audit: AuditTrail;
  refused: RefusedTokens;
  rules: ReadRules;
  consoleLanguages: Languages<TextKey>;
  log: Logger;
}
