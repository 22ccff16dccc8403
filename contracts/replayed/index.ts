/**
 * Everything that can be said to a workflow from outside: names, shapes, ids. Payloads hold ids, never names, addresses or
 * passwords.
 */
export type { SystemHealth } from '../../domain/replayed/health/system-health';
export type { SyncCounts, SyncFinding } from '../../domain/roster/report';
export * from './connector';
export * from './guard';
export * from './ids';
export * from './member';
export * from './operator-request';
export * from './page';
export * from './recovery';
export * from './roster';
export * from './search-attributes';
export * from './what-if';
