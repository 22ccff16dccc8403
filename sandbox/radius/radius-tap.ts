import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** Forwards between a device and a server on this machine, and keeps what each sends. */
export class RadiusTap {
  readonly fromDevice: Buffer[] = [];
  readonly fromServer: Buffer[] = [];
  readonly #near: Socket;
  readonly #far: Socket;
  #device: RemoteInfo | undefined;

  private constructor(serverPort: number) {
    this.#near = createSocket('udp4', (bytes, device) => {
      this.#device = device;
      this.fromDevice.push(bytes);
      this.#far.send(bytes, serverPort, '127.0.0.1');
    });
    this.#far = createSocket('udp4', (bytes) => {
      this.fromServer.push(bytes);
      if (this.#device) this.#near.send(bytes, this.#device.port, this.#device.address);
    });
    // A packet that cannot be forwarded is lost, as on any network, and is sent again.
    for (const socket of [this.#near, this.#far]) socket.on('error', () => undefined);
    this.#near.bind(0, '127.0.0.1');
    this.#far.bind(0, '127.0.0.1');
  }

  static async open(serverPort: number): Promise<RadiusTap> {
    const tap = new RadiusTap(serverPort);
    await Promise.all([once(tap.#near, 'listening'), once(tap.#far, 'listening')]);
    return tap;
  }

  /** The port that the device sends to. */
  get port(): number {
    return this.#near.address().port;
  }

  close(): void {
    this.#near.close();
    this.#far.close();
  }
}
