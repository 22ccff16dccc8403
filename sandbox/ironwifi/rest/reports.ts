import { randomUUID } from 'node:crypto';
import { type Request, Router } from 'express';
import { entityNotFound } from '../resources/problem';
import { type Context, wireTime } from '../store/context';
import { answer, type Reply } from './reply';

type Line = Record<string, string | number>;

/** The direct form serves the last four hours (ironwifi.md §5.1). */
const directWindow = 4 * 3_600_000;

/** Reports 110 (authentications), 111 (accounting) and 115 (guests): at once, or as a CSV file that a task makes. */
export function reportRouter(context: Context): Router {
  const tasks = new Map<string, string>();
  const router = Router();

  function fetchTask(request: Request): Reply {
    const { task_name } = request.query;
    const csv = typeof task_name === 'string' ? tasks.get(task_name) : undefined;
    if (csv === undefined) throw entityNotFound();
    return { status: 200, body: csv, type: 'text/csv; charset=utf-8' };
  }

  function read(request: Request): Reply {
    const id = String(request.params['id']);
    const lines = linesOf(context, id);
    if (request.query['format'] !== 'csvfile') return { status: 200, body: { id, rows: lines } };
    const task_name = randomUUID();
    const columns = request.query['columns'];
    tasks.set(task_name, asCsv(lines, typeof columns === 'string' ? columns.split(',') : undefined));
    return { status: 200, body: { id, task_name } };
  }

  router.get('/tasks', answer(context, fetchTask));
  router.get('/:id', answer(context, read));
  return router;
}

function linesOf(context: Context, id: string): Line[] {
  const since = context.options.now() - directWindow;
  switch (id) {
    case '110':
      return authenticationLines(context, since);
    case '111':
      return accountingLines(context, since);
    case '115':
      return context.store
        .plain('guests')
        .all()
        .map(({ fields }) => ({ ...fields }));
    default:
      throw entityNotFound();
  }
}

function authenticationLines({ store }: Context, since: number): Line[] {
  const recent = store.authentications.filter(({ at }) => at >= since);
  return recent.map(({ username, device, accepted, reason, at }) => ({
    username,
    innerusername: username,
    display_username: username,
    result: accepted ? 'Access-Accept' : 'Access-Reject',
    rejectreason: reason,
    calling_station_id: device,
    authdate: wireTime(at),
  }));
}

function accountingLines({ store, options }: Context, since: number): Line[] {
  const recent = store.sessions.all().filter(({ startedAt }) => startedAt >= since);
  return recent.map(({ id, username, device, startedAt, endsBy, endedAt }) => {
    const timedOut = endedAt === null && endsBy !== null && endsBy <= options.now();
    const stop = timedOut ? endsBy : endedAt;
    return {
      username,
      callingstationid: device,
      acctsessionid: id,
      acctstarttime: wireTime(startedAt),
      acctstoptime: stop === null ? '' : wireTime(stop),
      acctsessiontime: Math.round(((stop ?? options.now()) - startedAt) / 1000),
      acctterminatecause: stop === null ? '' : timedOut ? 'Session-Timeout' : 'Admin-Reset',
    };
  });
}

function asCsv(lines: Line[], columns = Object.keys(lines[0] ?? {})): string {
  const quote = (value: string | number | undefined) => `"${String(value ?? '').replaceAll('"', '""')}"`;
  const rows = lines.map((line) => columns.map((column) => quote(line[column])).join(','));
  return [columns.join(','), ...rows].join('\n');
}
