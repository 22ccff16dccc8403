/**
 * Everything that may be said to a workflow from outside: names, shapes, ids. The only part of `workflows` that `api` and
 * `activities` import. Payloads hold ids, never names, addresses or passwords.
 */
export type { SystemHealth } from '../../domain/replayed/health/system-health';
export type { SyncCounts } from '../../domain/roster/report';
export * from './guard';
export * from './health';
export * from './ids';
export * from './member';
export * from './operations';
export * from './operator';
export * from './page';
export * from './roster';
export * from './search-attributes';
export * from './settings';
