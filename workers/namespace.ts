import { isGrpcServiceError, type Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import { searchAttributes } from '../contracts/replayed';

const { IndexedValueType } = temporal.api.enums.v1;
const types = {
  KEYWORD: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  DATETIME: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
  KEYWORD_LIST: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
};
const retention = '30 days';
const notFound = 5;

/** Creates the namespace (retention 30 days) and its search attributes where they are missing; safe to repeat. */
export async function ensureNamespace(connection: Connection, namespace: string): Promise<void> {
  await ensureItself(connection, namespace);
  await ensureSearchAttributes(connection, namespace);
}

async function ensureItself(connection: Connection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
  } catch (error) {
    if (!isGrpcServiceError(error) || (error.code as number) !== notFound) throw error;
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs(retention),
    });
  }
}

/** Where the account may not add them (Temporal Cloud), the error lists what to add by hand. */
async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(searchAttributes).filter(([name]) => !(name in customAttributes));
  if (missing.length === 0) return;
  const wanted = Object.fromEntries(missing.map(([name, type]) => [name, types[type]]));
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: wanted });
  } catch (cause) {
    const list = missing.map(([name, type]) => `${name} (${type})`).join(', ');
    throw new Error(`Cannot add search attributes to namespace ${namespace}; make them by hand: ${list}`, { cause });
  }
}
