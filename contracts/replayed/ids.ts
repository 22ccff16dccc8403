export const memberWorkflowId = (connector: string, member: string): string => `member:${connector}:${member}`;
export const memberOfWorkflowId = (workflowId: string): string => workflowId.slice(workflowId.lastIndexOf(':') + 1);
export const connectorWorkflowId = (connector: string): string => `connector:${connector}`;
export const rosterSyncScheduleId = (connector: string): string => `roster-sync:${connector}`;
export const rosterSyncWorkflowId = (connector: string): string => `roster-sync:${connector}`;
export const rosterDryWorkflowId = (connector: string): string => `roster-dry:${connector}`;
export const rosterPreviewWorkflowId = (connector: string): string => `roster-preview:${connector}`;

/** Task queue of workflows, reads and mail. */
export const membersQueue = 'members';
/** Task queue of every write to the directory; rate-limited by the server. Tests use suffixed pairs of both. */
export const directoryQueue = (queue: string): string => queue.replace(membersQueue, 'directory');

export const workflowTypes = {
  member: 'memberWorkflow',
  rosterSync: 'rosterSyncWorkflow',
  connector: 'connectorWorkflow',
} as const;
