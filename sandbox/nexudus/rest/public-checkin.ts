import type { RequestHandler } from 'express';
import { DateTime } from 'luxon';
import { entities } from '../entities';
import { allowanceOf, minutesIncluded, type Allowance } from '../rules/allowance';
import { businessZone, openCheckin, openCheckinsOf, settleCheckin } from '../rules/checkin';
import { Refusal } from '../rules/refusal';
import { toWire } from '../store/clock';
import type { Coworker } from '../store/rows';
import type { Space } from '../store/space';

const networkActivity = 3;

/**
 * `POST /api/public/checkin`, called by WiFi equipment with a member's email and PIN, without a token (nexudus.md §6).
 * The reply says how long the session may last; `doNotCheckIn` asks for that alone.
 */
export function publicCheckin(space: Space): RequestHandler {
  return (request, response) => {
    const { email, pincode, disconnect, doNotCheckIn } = (request.body ?? {}) as Record<string, unknown>;
    const member = [...space.tables.coworkers.all()].find(
      (row) => row.Email === email && row.AccessPincode === pincode,
    );
    try {
      if (!member) throw new Refusal('The email or PIN is incorrect.');
      if (disconnect === true) leave(member, space);
      response.json(session(member, enter(member, doNotCheckIn === true || disconnect === true, space), space));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { message } = error;
      response.status(400).json({ Status: 500, Message: message, Value: null, Errors: null, WasSuccessful: false });
    }
  };
}

function enter(member: Coworker, onlyAsk: boolean, space: Space): Allowance {
  const allowance = allowanceOf(member.Id, member.InvoicingBusinessId, space);
  const inside = openCheckinsOf(member.Id, space).length > 0;
  if (!onlyAsk && !inside) {
    const now = toWire(space.now());
    const visit = { CoworkerId: member.Id, BusinessId: member.InvoicingBusinessId, Source: networkActivity };
    openCheckin({ ...entities.checkins.blank(space), ...visit, FromTime: now, LastActivity: now }, {}, space);
  }
  if (!allowance) throw new Refusal('The customer has no valid pass or plan allowance.');
  return allowance;
}

function leave(member: Coworker, space: Space): void {
  const ToTime = toWire(space.now());
  for (const { Id } of openCheckinsOf(member.Id, space)) settleCheckin(space.change('checkins', Id, { ToTime }), space);
}

/** A session lasts until the local day ends, or until a minute pass is used up. */
function session(member: Coworker, allowance: Allowance, space: Space): Record<string, unknown> {
  const zone = businessZone(member.InvoicingBusinessId, space);
  const endOfDay = DateTime.fromMillis(space.now(), { zone }).endOf('day').toMillis();
  const byMinutes = allowance.by === 'pass' && minutesIncluded(allowance.pass, space) !== null;
  const end = byMinutes ? Math.min(endOfDay, space.now() + allowance.pass.RemainingUses * 60_000) : endOfDay;
  const text = `${toWire(end).slice(0, 19)} UTC`;
  const Value = { SessionExpire: text, SessionTimeOut: (end - space.now()) / 1000 };
  return { Status: 200, Message: text, Value, Errors: null, WasSuccessful: true };
}
