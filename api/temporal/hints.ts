import { memberWorkflowId, workflowTypes, type MemberInput } from '../../contracts/replayed';
import type { HintGateway } from '../ports';
import { foundBy, type Place } from './place';
import { within } from './within';

/** A hook is answered within about two seconds; what takes longer goes to the spool. */
const PATIENCE_MS = 2_000;

export function temporalHints({ client, connector, membersQueue }: Place): HintGateway {
  return {
    async send({ member, signal, hint }) {
      const input: MemberInput = { connector, member };
      await within(client, PATIENCE_MS, 'server', () =>
        client.workflow.signalWithStart(workflowTypes.member, {
          workflowId: memberWorkflowId(connector, member),
          taskQueue: membersQueue,
          args: [input],
          signal,
          signalArgs: [hint],
          typedSearchAttributes: foundBy(connector),
          staticSummary: `Member ${member} of ${connector}`,
        }),
      );
    },
  };
}
