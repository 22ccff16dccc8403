/**
 * How a property with a large space is tried: the same stories every time, so that a change is to blame for what fails.
 * `LATCHKEY_RUNS=5000` tries so many others, to look for what nobody has thought of.
 */
export function storiesOf(numRuns: number): { numRuns: number; seed?: number } {
  const wanted = Number(process.env.LATCHKEY_RUNS ?? 0);
  return wanted > 0 ? { numRuns: wanted } : { numRuns, seed: 1 };
}
