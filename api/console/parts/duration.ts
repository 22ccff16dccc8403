import type { Place } from './place';

/** "9 s", "4 min" */
export function durationText(ms: number, { language }: Place): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [amount, unit] = seconds < 120 ? [seconds, 'second'] : [Math.round(seconds / 60), 'minute'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(amount);
}
