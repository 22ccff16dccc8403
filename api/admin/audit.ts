import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readAudit, type AuditEntry } from '../../contracts/api/audit';
import type { Received } from '../../contracts/api/operation';
import type { AuditTrail } from '../audit/audit-trail';
import { serve, type Route } from '../http/routes';
import { csv, wantsCsv } from './csv';

type Filter = Received<typeof readAudit>['query'];

const PAGE = 100;

export function auditRoutes(trail: Pick<AuditTrail, 'entries'>): Route[] {
  return [
    serve(readAudit, async ({ query }, { req, res }) => {
      if (!wantsCsv(req, query.format)) return page(trail, query);
      res.type('csv').attachment('audit.csv');
      await pipeline(Readable.from(linesOf(trail, query)), res).catch(unlessCallerLeft);
    }),
  ];
}

function unlessCallerLeft(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
}

async function page(trail: Pick<AuditTrail, 'entries'>, filter: Filter) {
  const entries: AuditEntry[] = [];
  let unreadable = 0;
  for await (const entry of fitting(trail, filter)) {
    if (entry === null) unreadable += 1;
    else if (entries.length === PAGE) return { entries, next: entries.at(-1)?.id ?? null, unreadable };
    else entries.push(entry);
  }
  return { entries, next: null, unreadable };
}

const HEAD = ['at', 'id', 'who', 'name', 'role', 'from', 'what', 'members', 'subject', 'status', 'code', 'times'];

async function* linesOf(trail: Pick<AuditTrail, 'entries'>, filter: Filter): AsyncGenerator<string> {
  yield csv([HEAD]);
  for await (const entry of fitting(trail, filter)) if (entry !== null) yield csv([cellsOf(entry)]);
}

function cellsOf({ at, id, who, from, what, members, subject, outcome, times }: AuditEntry): string[] {
  return [
    ...[at, id, who?.id ?? '', who?.name ?? '', who?.role ?? '', from ?? '', what, members.join(' '), subject ?? ''],
    ...[String(outcome?.status ?? ''), outcome?.code ?? '', String(times)],
  ];
}

/** Entries that the filter wants, and null for each line that cannot be read; after a page's last, if it names one. */
async function* fitting(trail: Pick<AuditTrail, 'entries'>, filter: Filter): AsyncGenerator<AuditEntry | null> {
  let isReached = filter.after === undefined;
  for await (const entry of trail.entries()) {
    if (entry !== null && filter.from !== undefined && Date.parse(entry.at) < filter.from) return;
    if (isReached && (entry === null || fits(entry, filter))) yield entry;
    isReached ||= entry?.id === filter.after;
  }
}

function fits({ at, who, what, members }: AuditEntry, filter: Filter): boolean {
  return (
    (filter.to === undefined || Date.parse(at) < filter.to) &&
    (filter.who === undefined || filter.who === who?.id || filter.who === who?.name) &&
    (filter.what === undefined || filter.what === what) &&
    (filter.member === undefined || members.includes(filter.member))
  );
}
