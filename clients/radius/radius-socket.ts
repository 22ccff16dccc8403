import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { accessRequest, eapAttributes, readReply, valueOf, attributeTypes, type RadiusReply } from './radius-packet';
import { RadiusFailure } from './radius-failure';

export interface RadiusAddress {
  host: string;
  port: number;
  secret: Buffer;
  /** How long each request waits for its reply before it is sent again, ms; it is sent three times. */
  patienceMs: number;
}

const ATTEMPTS = 3;

/** One exchange with a RADIUS server: each request carries the state of the reply before. */
export class RadiusSocket {
  #id = Math.floor(Math.random() * 256);
  #state: Buffer[] = [];

  private constructor(
    private readonly socket: Socket,
    private readonly address: RadiusAddress,
    private readonly identity: Buffer,
  ) {}

  /** @throws RadiusFailure `unreachable` */
  static async open(address: RadiusAddress, identity: string): Promise<RadiusSocket> {
    const socket = createSocket(isIPv6(address.host) ? 'udp6' : 'udp4');
    // one that comes while nobody asks is heard by the next request's silence
    socket.on('error', () => undefined);
    try {
      socket.connect(address.port, address.host);
      await once(socket, 'connect');
    } catch {
      socket.close();
      throw new RadiusFailure('unreachable');
    }
    return new RadiusSocket(socket, address, Buffer.from(identity));
  }

  /** @throws RadiusFailure `silent`, `unreachable`, `wrongSecret` */
  async ask(eap: Buffer): Promise<RadiusReply> {
    const { secret } = this.address;
    this.#id = (this.#id + 1) % 256;
    const request = accessRequest(this.#id, secret, [
      { type: attributeTypes.userName, value: this.identity },
      { type: attributeTypes.nasIdentifier, value: Buffer.from('latchkey') },
      ...this.#state.map((value) => ({ type: attributeTypes.state, value })),
      ...eapAttributes(eap),
    ]);
    let wasForged = false;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const reply = await this.#send(request.bytes, (bytes) => {
        const read = readReply(bytes, request, secret);
        if (read === 'forged') wasForged = true;
        return typeof read === 'string' ? null : read;
      });
      if (reply === null) continue;
      this.#state = valueOf(reply, attributeTypes.state);
      return reply;
    }
    throw new RadiusFailure(wasForged ? 'wrongSecret' : 'silent');
  }

  close(): void {
    this.socket.close();
  }

  /** Null: no reply that can be read has come in time. */
  async #send(bytes: Buffer, read: (bytes: Buffer) => RadiusReply | null): Promise<RadiusReply | null> {
    const { socket } = this;
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        socket.off('message', hear).off('error', fail);
        act();
      };
      const hear = (message: Buffer): void => {
        const reply = read(message);
        if (reply !== null) settle(() => resolve(reply));
      };
      // a port where nobody listens is told by ICMP
      const fail = (): void => settle(() => reject(new RadiusFailure('unreachable')));
      const timer = setTimeout(() => settle(() => resolve(null)), this.address.patienceMs);
      socket.on('message', hear).on('error', fail);
      socket.send(bytes, (error) => error && fail());
    });
  }
}
