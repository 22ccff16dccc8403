import type { Diagnosis } from '../../contracts/api/diagnosis';
import type { Foreseen } from '../../launch/plan';
import type { Machine } from './machine';

/** What only this machine knows, in the order in which somebody sets it up. */
export const machineCheckIds = [
  'node',
  'configuration',
  'settingsFile',
  'homeFolder',
  'homeModes',
  'secretFiles',
  'disk',
  'memory',
  'masterKey',
  'oneApi',
  'ports',
  'temporalServer',
  'clock',
  'publicUrl',
  'tls',
  'api',
  'version',
] as const;
type MachineCheckId = (typeof machineCheckIds)[number];

/** What the checks look at. */
export interface Around {
  machine: Machine;
  env: NodeJS.ProcessEnv;
  foreseen: Foreseen;
  api: ApiSeen;
}

/** The API that commands talk to. */
export interface ApiSeen {
  /** Null: it is not known which. */
  url: string | null;
  /** Whether it is that of this machine. */
  isLocal: boolean;
  /** Whether something answers there as an API of Latchkey does, and of which version. */
  version: string | null;
  /** Why its checks could not be run, and what to do; null: they could. */
  trouble: { message: string; todo: string } | null;
}

/** Something safe that puts a finding right. */
export interface Fix {
  /** What it does, in the past tense: it is told when it is done. */
  done: string;
  run: () => void;
}

export type Finding = Diagnosis & { fix?: Fix };

/** One thing that can be looked at. */
export interface MachineCheck {
  id: MachineCheckId;
  title: string;
  /** Makes sense only on the machine of the API. */
  besideApi: boolean;
  look: (around: Around) => Finding | Promise<Finding>;
}

export const detailOf = (error: unknown): string => {
  const code = (error as NodeJS.ErrnoException).code ?? (error as { cause?: NodeJS.ErrnoException }).cause?.code;
  return code ?? (error instanceof Error ? error.message : String(error));
};
