import { parseSettings, type Settings } from '../../domain/settings/settings';
import { Problem } from '../http/problem';

/** Temporal stores whatever it is asked to save, refused or not: what shows here goes no further. */
export function demandGood(settings: unknown): Settings {
  const parsed = parseSettings(settings);
  if (!parsed.ok) throw new Problem(422, 'the settings are not valid', { errors: parsed.errors });
  return parsed.settings;
}
