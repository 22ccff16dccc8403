import { createHash } from 'node:crypto';
import { operatorLetter, type OperatorLetter } from '../domain/letters/operator-letter';
import type { ActivityDeps } from './deps';

/** Tells the person in charge, if the settings name one. */
export async function mailOperator(deps: ActivityDeps, connector: string, letter: OperatorLetter): Promise<void> {
  const { operator, spaceName, defaultZone } = await deps.rules();
  if (operator === null) return;
  const { publicUrl, mailDomain } = deps;
  const filled = operatorLetter(letter, { spaceName, zone: defaultZone, publicUrl });
  const key = createHash('sha256')
    .update(JSON.stringify([connector, letter]))
    .digest('hex')
    .slice(0, 32);
  await deps.mailer.send({
    to: operator.email,
    ...filled,
    pictures: [],
    messageId: `operator.${letter.kind}.${key}@${mailDomain}`,
  });
}
