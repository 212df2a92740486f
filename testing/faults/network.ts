import { once } from 'node:events'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { FaultyConnection, type Frame } from './faulty-connection.ts'
import { calm, type Misfortune, type Toll } from './misfortune.ts'
import { seeded } from './random.ts'

/**
 * The network between pages and a relay, or between a relay and its database. It has a port of its own. It can drop,
 * double, delay and reorder frames, break all connections and refuse new ones. The seed and the times of the frames
 * decide what it does.
 */
export class FaultyNetwork {
  misfortune: Misfortune = calm
  /** Loses single frames on purpose. */
  loses: (frame: Frame) => boolean = () => false
  readonly toll: Toll = { dropped: 0, duplicated: 0, reordered: 0 }
  /** The ports that it leads new connections to, in turn. They may change, as at a load balancer. */
  targets: readonly number[]
  readonly #server: Server
  readonly #connections = new Set<FaultyConnection>()
  #opened = 0
  #isDown = false
  #isBlackHole = false

  static async open(targets: number | readonly number[], seed: number): Promise<FaultyNetwork> {
    const network = new FaultyNetwork([targets].flat(), seed)
    network.#server.listen(0, '127.0.0.1')
    await once(network.#server, 'listening')
    return network
  }

  private constructor(targets: readonly number[], seed: number) {
    this.targets = targets
    const conditions = {
      random: seeded(seed),
      toll: this.toll,
      misfortune: () => this.misfortune,
      isLost: (frame: Frame) => this.loses(frame),
    }
    this.#server = createServer((socket) => {
      if (this.#isDown) return void socket.destroy()
      const connection = new FaultyConnection(socket, this.#nextTarget(), conditions)
      this.#connections.add(connection)
      if (this.#isBlackHole) connection.swallow()
      socket.once('close', () => this.#connections.delete(connection))
    })
  }

  #nextTarget(): number {
    return this.targets[this.#opened++ % this.targets.length]!
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Breaks every connection there is; new ones can be made at once. */
  cut(): void {
    for (const connection of this.#connections) connection.cut()
  }

  /** Nothing passes until it is up again. */
  down(): void {
    this.#isDown = true
    this.cut()
  }

  /** Swallows all data on present and new connections until it is up again. */
  blackHole(): void {
    this.#isBlackHole = true
    for (const connection of this.#connections) connection.swallow()
  }

  /** New connections work. The swallowed ones stay dead, as at a firewall that has forgotten them. */
  up(): void {
    this.#isDown = false
    this.#isBlackHole = false
  }

  /** From now on no fault happens. */
  heal(): void {
    this.misfortune = calm
    this.loses = () => false
    this.up()
  }

  async close(): Promise<void> {
    this.down()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
