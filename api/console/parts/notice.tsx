import type { ComponentChildren } from 'preact';

/** good: as it should be. warn: somebody should look. bad: something does not work. idle: neither. */
export type Tone = 'good' | 'warn' | 'bad' | 'idle';

/** Says something to whoever sees the page; what is bad is read out at once. */
export const Notice = ({ tone, children }: { tone: Tone; children: ComponentChildren }) => (
  <div class={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
    {children}
  </div>
);

/** A state in a word; never by colour alone. */
export const Badge = ({ tone, children }: { tone: Tone; children: ComponentChildren }) => (
  <span class={`badge ${tone}`}>{children}</span>
);
