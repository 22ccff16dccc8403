import { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { attributeTypes, codes, valueOf, type RadiusReply } from './radius-packet';
import { identityResponse, nak, readRequest, tlsResponse, type EapRequest } from './eap';
import { RadiusFailure } from './radius-failure';
import type { RadiusSocket } from './radius-socket';

/** Of TLS records in one EAP packet: it fits into one UDP packet with all else. */
const LONGEST_PART = 1000;
/** More than any handshake takes. */
const MOST_ROUNDS = 60;

/** The records of a TLS client, which go where EAP carries them. */
export class TlsRecords extends Duplex {
  #outgoing: Buffer[] = [];

  override _read(): void {
    // what comes in is pushed
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#outgoing.push(chunk);
    done();
  }

  /** What the client has written since, once it has said all that it has to say for now. */
  async taken(): Promise<Buffer> {
    let written = -1;
    // the client handles records and writes its own in a few turns of the event loop
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
      await nextTurn();
      if (written !== this.#outgoing.length) quiet = 0;
      written = this.#outgoing.length;
    }
    const records = Buffer.concat(this.#outgoing);
    this.#outgoing = [];
    return records;
  }
}

const QUIET_TURNS = 10;

/** Carries a TLS handshake in EAP until `isDone`. @throws RadiusFailure */
export async function carryHandshake(
  socket: RadiusSocket,
  { identity, method, records, isDone }: Handshake,
): Promise<void> {
  let answer = identityResponse(0, identity);
  let pending: Buffer = Buffer.alloc(0);
  let sent: 'nothing' | 'some' = 'nothing';
  for (let round = 0; round < MOST_ROUNDS && !isDone(); round += 1) {
    const request = requestIn(await socket.ask(answer));
    if (request.type !== method) {
      // a server that has been asked for this method and offers another one does not have it
      if (round > 1) throw new RadiusFailure('refused');
      answer = nak(request.id, method);
      continue;
    }
    if (request.data.length > 0) records.push(Buffer.from(request.data));
    if (request.more) {
      answer = tlsResponse(request.id, method, Buffer.alloc(0), { more: false, total: null });
      continue;
    }
    const written = await records.taken();
    if (written.length > 0) [pending, sent] = [Buffer.concat([pending, written]), 'nothing'];
    if (isDone()) return;
    const part = pending.subarray(0, LONGEST_PART);
    const total = sent === 'nothing' && pending.length > LONGEST_PART ? pending.length : null;
    pending = pending.subarray(part.length);
    sent = 'some';
    answer = tlsResponse(request.id, method, part, { more: pending.length > 0, total });
  }
  if (!isDone()) throw new RadiusFailure('noTls');
}

interface Handshake {
  /** The outer one. */
  identity: string;
  /** IANA's number of PEAP or TTLS. */
  method: number;
  records: TlsRecords;
  /** @throws RadiusFailure where it has failed */
  isDone: () => boolean;
}

function requestIn(reply: RadiusReply): EapRequest {
  if (reply.code === codes.accessReject) throw new RadiusFailure('refused');
  const request = readRequest(Buffer.concat(valueOf(reply, attributeTypes.eapMessage)));
  if (request === null) throw new RadiusFailure('refused');
  return request;
}
