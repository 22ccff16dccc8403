export { connectorWorkflow } from './connector';
export { memberWorkflow } from './member';
export { rosterSyncWorkflow } from './roster-sync';
