export const memberWorkflowId = (connector: string, member: string): string => `member:${connector}:${member}`;
export const memberOfWorkflowId = (workflowId: string): string => workflowId.slice(workflowId.lastIndexOf(':') + 1);
export const connectorWorkflowId = (connector: string): string => `connector:${connector}`;
export const rosterSyncScheduleId = (connector: string): string => `roster-sync:${connector}`;
export const rosterSyncWorkflowId = (connector: string): string => `roster-sync:${connector}`;
export const rosterDryWorkflowId = (connector: string): string => `roster-dry:${connector}`;
export const rosterPreviewWorkflowId = (connector: string): string => `roster-preview:${connector}`;
export const rosterWhatIfWorkflowId = (connector: string): string => `roster-what-if:${connector}`;
/** Starts beside the Schedule, and lets everything through. */
export const rosterApprovedWorkflowId = (connector: string): string => `${rosterSyncWorkflowId(connector)}-approved`;

/** `sync`: by the Schedule, or triggered by an operator, a decision or a change of settings. */
export const runKinds = ['sync', 'approved', 'dryRun', 'preview', 'whatIf'] as const;
export type RunKind = (typeof runKinds)[number];

/** What a run of the roster sync is, which its workflow's id says. */
export function runKindOf(workflowId: string): RunKind {
  if (workflowId.startsWith(rosterDryWorkflowId(''))) return 'dryRun';
  if (workflowId.startsWith(rosterPreviewWorkflowId(''))) return 'preview';
  if (workflowId.startsWith(rosterWhatIfWorkflowId(''))) return 'whatIf';
  return workflowId.endsWith(rosterApprovedWorkflowId('').slice(rosterSyncWorkflowId('').length)) ? 'approved' : 'sync';
}

/** Task queue of workflows, syncs and mail. The others are named after it; tests add a suffix to all. */
export const membersQueue = 'members';
/** Task queue of every write to the directory; rate-limited by the server. */
export const directoryQueue = (queue: string): string => queue.replace(membersQueue, 'directory');
/** Task queue of looks, which wait in it by their priority. */
export const looksQueue = (queue: string): string => queue.replace(membersQueue, 'looks');
/** Task queue of what must find a free slot at once: urgent looks, and questions to the guard. */
export const doorQueue = (queue: string): string => queue.replace(membersQueue, 'door');

export const workflowTypes = {
  member: 'memberWorkflow',
  rosterSync: 'rosterSyncWorkflow',
  connector: 'connectorWorkflow',
} as const;
