import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { GuardedOperation } from '../../contracts/api/operation';
import { exchange, principalOf } from '../http/exchange';
import { Problem } from '../http/problem';
import type { LiveEvents } from '../events/live-events';
import type { Act, AuditTrail } from './audit-trail';

interface AuditDeps {
  trail: AuditTrail;
  log: Logger;
}

/** Whatever is not only read is an act, dry runs included. */
const isAct = ({ method }: GuardedOperation): boolean => method !== 'get';

/** Sees to it that the outcome of an act is in the audit trail before its answer leaves, be it a refusal. */
export function auditOutcome(operation: GuardedOperation, { trail, log }: AuditDeps): RequestHandler[] {
  if (!isAct(operation)) return [];
  return [
    (req, res, next) => {
      // while it is routed: Express forgets them when an error is on its way
      const named = pathId(req);
      beforeAnswer(res, async () => {
        const { act, problem } = exchange(res);
        const outcome = { status: res.statusCode, code: problem?.options.code ?? null };
        try {
          if (act === undefined) await trail.record({ ...actOf(operation, named, res), outcome, times: 1 });
          else await trail.settle(act, outcome, subjectOf(operation, named, res));
        } catch (error) {
          // what was done is in the trail all the same, and is not undone for it
          log.error({ err: error }, 'an outcome cannot be written to the audit trail');
        }
      });
      next();
    },
  ];
}

/**
 * Writes an act into the audit trail before it is done. One that cannot be written is not done: whoever could fill the disk
 * could otherwise act unseen.
 */
export function auditAct(operation: GuardedOperation, { trail }: AuditDeps): RequestHandler[] {
  if (!isAct(operation)) return [];
  return [
    async (req, res, next) => {
      exchange(res).act = await trail.begin(actOf(operation, pathId(req), res)).catch((cause: unknown) => {
        const detail = `The audit trail ${trail.path} cannot be written, so nothing is done: see that its disk has room and is not read-only.`;
        throw new Problem(503, detail, { code: 'auditUnwritable', cause });
      });
      next();
    },
  ];
}

/** Has an act told to whoever listens, once it is done. */
export function tellAct(operation: GuardedOperation, events: Pick<LiveEvents, 'tell'>): RequestHandler[] {
  if (!isAct(operation)) return [];
  return [
    (req, res, next) => {
      const ids = membersOf(operation, pathId(req), res);
      res.on('finish', () => {
        if (res.statusCode < FIRST_REFUSAL) events.tell({ what: ids.length > 0 ? 'asked' : 'space', ids });
      });
      next();
    },
  ];
}

const FIRST_REFUSAL = 400;

/** @param named the id in the address */
function actOf(operation: GuardedOperation, named: string | null, res: Response): Act {
  const { id, name, role } = principalOf(res);
  return {
    who: { id, name, role },
    from: res.req.ip ?? null,
    what: operation.operationId,
    members: membersOf(operation, named, res),
    subject: subjectOf(operation, named, res),
  };
}

const isOfMember = ({ path }: GuardedOperation): boolean => path.startsWith('/api/v1/members/{id}');

/** Members that the address or the body names; ids only. */
function membersOf(operation: GuardedOperation, named: string | null, res: Response): string[] {
  const { body } = exchange(res).received ?? {};
  const listed = body instanceof Object && 'members' in body && Array.isArray(body.members) ? body.members : [];
  const ids = listed.map((member: unknown) => (typeof member === 'string' ? member : idIn(member)));
  return [...new Set([...(isOfMember(operation) ? [named] : []), ...ids])].filter((id) => id !== null);
}

/** What else it concerned: what the address names, or what was made. */
function subjectOf(operation: GuardedOperation, named: string | null, res: Response): string | null {
  const made = idIn(exchange(res).answer);
  if (!isOfMember(operation)) return named ?? made;
  return made === named ? null : made;
}

const LONGEST_ID = 100;
const pathId = ({ params: { id } }: Request): string | null =>
  typeof id === 'string' ? id.slice(0, LONGEST_ID) : null;

const idIn = (value: unknown): string | null =>
  value instanceof Object && 'id' in value && typeof value.id === 'string' ? value.id : null;

/** Does `work` when everything of the answer is known and nothing of it has left. `work` does not fail. */
function beforeAnswer(res: Response, work: () => Promise<void>): void {
  const end = res.end.bind(res) as (...args: unknown[]) => Response;
  res.end = ((...args: unknown[]) => {
    res.end = end as Response['end'];
    void work().then(() => end(...args));
    return res;
  }) as Response['end'];
}
