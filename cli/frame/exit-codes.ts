/** What every command ends with; scripts rely on the numbers (docs/command-line.md). */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  /** Nothing was changed, and something would be. */
  pending: 3,
  /** What was asked for waits for an operator. */
  held: 4,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
