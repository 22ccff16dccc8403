/**
 * Asked before a call to an outside system is made, log-ins included: returns, or throws what the caller is to get. Not
 * asked about the rest of a change that has begun.
 */
export type MaintenanceGate = (call: { isWrite: boolean }) => Promise<void>;

export const openGate: MaintenanceGate = () => Promise.resolve();
