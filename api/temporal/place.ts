import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** Where the workflows of this deployment are. */
export interface Place {
  client: Client;
  connector: string;
  /** Task queue of workflows. */
  membersQueue: string;
}

const connectorKey = defineSearchAttributeKey('LatchkeyConnector', SearchAttributeType.KEYWORD);

/** What every workflow that we start is found by. */
export const foundBy = (connector: string) => [{ key: connectorKey, value: connector }];
