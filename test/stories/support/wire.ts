import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The way to one side: what comes to its port is passed on, until it is cut. Then connections are refused. */
export class Wire {
  readonly #sockets = new Set<Socket>();
  #server: Server;

  private constructor(private readonly target: number) {
    this.#server = this.#listener();
  }

  static async to(target: number): Promise<Wire> {
    const wire = new Wire(target);
    wire.#server.listen(0, '127.0.0.1');
    await once(wire.#server, 'listening');
    wire.#port = (wire.#server.address() as AddressInfo).port;
    return wire;
  }

  #port = 0;
  get port(): number {
    return this.#port;
  }

  async cut(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async mend(): Promise<void> {
    if (this.#server.listening) return;
    this.#server = this.#listener();
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  #listener(): Server {
    return createServer((near) => {
      const far = connect(this.target, '127.0.0.1');
      const ends = [near, far];
      for (const end of ends) {
        this.#sockets.add(end);
        end.on('error', () => undefined);
        end.once('close', () => {
          this.#sockets.delete(end);
          for (const other of ends) other.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
  }
}
