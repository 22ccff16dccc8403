import type { ComponentChildren } from 'preact';
import { Badge, type Tone } from '../../parts/notice';
import type { Visit } from '../../frame/visit';

/** open: can be done at any time. next: what to do now. later: something else comes first. */
type StepState = 'done' | 'open' | 'next' | 'later';

const tones: Record<StepState, Tone> = { done: 'good', open: 'warn', next: 'warn', later: 'idle' };

interface StepProps {
  visit: Visit;
  title: string;
  state: StepState;
  children: ComponentChildren;
}

/** A step of a path, and how it stands. */
export const Step = ({ visit: { say }, title, state, children }: StepProps) => (
  <li class="card">
    <h2>
      {title} <Badge tone={tones[state]}>{say(`settings.step.is.${state}`)}</Badge>
    </h2>
    {children}
  </li>
);
