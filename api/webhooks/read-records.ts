import { Problem } from '../problem';

/** A record as Nexudus sends it. Only ids and one date are ever looked at, whatever else it carries. */
export type NexudusRecord = Readonly<Record<string, unknown>>;

/** The records of a hook's body: a list of them, or a bare one (nexudus.md §5.3). */
export function readRecords(body: Buffer): NexudusRecord[] {
  const parsed = parse(body);
  const records: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  if (!records.every(isRecord)) throw new Problem(400, 'The body is neither a record nor a list of records.');
  return records;
}

function parse(body: Buffer): unknown {
  const text = body.toString('utf8').replace(/^\uFEFF/, '');
  try {
    const parsed: unknown = JSON.parse(text);
    return /\d{16}/.test(text) ? JSON.parse(quoteLongNumbers(text)) : parsed;
  } catch (error) {
    throw new Problem(400, 'The body is not JSON.', { cause: error });
  }
}

/** Numbers past 2^53 would be rounded to somebody else's id. The text is known to be JSON, so strings end where they seem to. */
function quoteLongNumbers(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) => (/^\d{16,}$/.test(token) ? `"${token}"` : token));
}

function isRecord(value: unknown): value is NexudusRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
