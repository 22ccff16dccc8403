import { entities } from '../entities';
import { minutesIncluded } from '../rules/allowance';
import { openCheckin, openCheckinsOf, settleCheckin } from '../rules/checkin';
import { Refusal } from '../rules/refusal';
import { slotTime, toWire, zoneName } from '../store/clock';
import type { Space } from '../store/space';
import { type HookChoice, memberOf, type Moment, openContracts, passOf, played, wire } from './stage';

/** At the front desk; 3 would be network activity, which closes by itself. */
const manual = 1;

export interface PassPurchase extends HookChoice {
  pass: string;
  /** The id of the contract whose plan issues it, instead of a purchase. */
  fromContract?: string;
  expires?: Moment;
  businessId?: number;
}

export interface CheckinOptions extends HookChoice {
  businessId?: number;
  /** eCheckinSource; 3, network activity, unless given. */
  source?: number;
  at?: Moment;
  /** To a booking: attendees are checked in without a pass (nexudus.md §11). */
  attendee?: boolean;
}

/** Buying passes, checking in and out. */
export function visitVerbs(space: Space) {
  return {
    /** Returns the id of the pass the member now holds. */
    buyPass: (id: string, purchase: PassPurchase): string =>
      played(space, purchase, () => buyPass(id, purchase, space)),
    /** The hours of a pass product, by weekday (0: Sunday) and local time of day; none: at all hours. */
    setHours: (pass: string, hours: { weekday: number; from: string; to: string }[]): void =>
      setHours(pass, hours, space),
    /**
     * Checks a member in; a member who is checked in already only shows activity. Returns the check-in's id.
     * @throws Refusal when neither plan nor pass allows it; a failed check-in is recorded and announced.
     */
    checkIn: (id: string, options: CheckinOptions = {}): string =>
      played(space, options, () => checkIn(id, options, space)),
    checkOut: (id: string, options: HookChoice & { at?: Moment } = {}): void =>
      played(space, options, () => checkOut(id, options.at, space)),
    /** The daily cut-off of a location: checks out everybody who is still in. */
    cutOff: (options: HookChoice & { businessId?: number } = {}): void =>
      played(space, options, () => {
        const open = [...space.tables.checkins.all()].filter((row) => row.ToTime === null);
        for (const { CoworkerId } of open.filter((row) => row.BusinessId === (options.businessId ?? 1001)))
          checkOut(String(CoworkerId), undefined, space);
      }),
  };
}

function buyPass(id: string, { pass, fromContract, expires, businessId }: PassPurchase, space: Space): string {
  const member = memberOf(id, space);
  const product = passOf(pass, space);
  const issuer = fromContract === undefined ? undefined : openContracts(id, fromContract, space)[0];
  const uses = minutesIncluded({ TimePassId: product.Id }, space) ?? 1;
  const row = space.insert('coworkerTimePasses', {
    ...entities.coworkerTimePasses.blank(space),
    CoworkerId: member.Id,
    BusinessId: businessId ?? member.InvoicingBusinessId,
    TimePassId: product.Id,
    TotalUses: uses,
    RemainingUses: uses,
    ExpireDate: expires === undefined ? null : wire(expires),
    CoworkerContractUniqueId: issuer?.UniqueId ?? null,
  });
  return String(row.Id);
}

function setHours(pass: string, hours: { weekday: number; from: string; to: string }[], space: Space): void {
  const { Id, BusinessId } = passOf(pass, space);
  const zone = zoneName(space.tables.businesses.get(BusinessId)?.SimpleTimeZoneId ?? 0);
  for (const { Id: old } of space.fresh.by('timePassTimeSlots', 'TimePassId', Id))
    space.remove('timePassTimeSlots', old);
  for (const { weekday, from, to } of hours)
    space.insert('timePassTimeSlots', {
      ...{ TimePassId: Id, DayOfWeek: weekday },
      ...{ FromTime: slotTime(from, zone), ToTime: slotTime(to, zone) },
    });
}

function checkIn(id: string, { businessId, source = manual, at, attendee }: CheckinOptions, space: Space): string {
  const member = memberOf(id, space);
  const location = businessId ?? member.InvoicingBusinessId;
  const now = toWire(space.now());
  const already = openCheckinsOf(member.Id, space).find((row) => row.BusinessId === location);
  if (already) return String(space.change('checkins', already.Id, { LastActivity: now }).Id);
  const fields = {
    ...entities.checkins.blank(space),
    CoworkerId: member.Id,
    BusinessId: location,
    FromTime: at === undefined ? now : wire(at),
    Source: source,
    LastActivity: now,
  };
  return String((attendee ? space.insert('checkins', fields) : openCheckin(fields, {}, space)).Id);
}

function checkOut(id: string, at: Moment | undefined, space: Space): void {
  const open = openCheckinsOf(memberOf(id, space).Id, space);
  if (open.length === 0) throw new Refusal(`Coworker ${id} is not checked in.`);
  const ToTime = at === undefined ? toWire(space.now()) : wire(at);
  for (const { Id } of open) settleCheckin(space.change('checkins', Id, { ToTime }), space);
}
