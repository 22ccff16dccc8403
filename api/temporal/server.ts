import { isGrpcServiceError, type Client } from '@temporalio/client';
import { searchAttributes } from '../../contracts/replayed';
import { GatewayError, type TemporalGateway } from '../ports/gateways';
import { within } from './call';

const ASK_MS = 3_000;

/** gRPC status codes that matter here. */
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNIMPLEMENTED = 12;
const UNAUTHENTICATED = 16;

/** The server and our namespace on it. */
export function temporalServer({ client }: { client: Client }): TemporalGateway {
  const { namespace } = client.options;
  return {
    look: () =>
      within(client, ASK_MS, 'server', async () => {
        const { serverVersion } = await client.workflowService.getSystemInfo({}).catch(refused);
        const hasNamespace = await client.workflowService.describeNamespace({ namespace }).then(
          () => true,
          (error: unknown) => codeOf(error) !== NOT_FOUND && refused(error),
        );
        const missing = hasNamespace ? await missingAttributes(client) : [];
        return { namespace, hasNamespace, version: serverVersion ?? '', missing };
      }),
  };
}

async function missingAttributes({ connection, options: { namespace } }: Client): Promise<string[] | null> {
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    return Object.keys(searchAttributes).filter((name) => !(name in (customAttributes ?? {})));
  } catch (error) {
    // Temporal Cloud lets nobody list them in this way
    if ([PERMISSION_DENIED, UNIMPLEMENTED].includes(codeOf(error) ?? 0)) return null;
    throw error;
  }
}

function refused(error: unknown): never {
  const code = codeOf(error) ?? 0;
  if (![PERMISSION_DENIED, UNAUTHENTICATED].includes(code)) throw error;
  const what = 'Temporal refuses who we are: check TEMPORAL_API_KEY, or the client certificate.';
  throw new GatewayError('refused', what, { cause: error });
}

const codeOf = (error: unknown): number | undefined => (isGrpcServiceError(error) ? error.code : undefined);
