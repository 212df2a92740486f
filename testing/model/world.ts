import type { Database } from '../../server/database/client.ts'
import { seeded, type Random } from '../faults/random.ts'
import { turn } from './ambient.ts'
import { ModelBus } from './network/bus.ts'
import { Clock } from './clock.ts'
import { Device } from './device.ts'
import type { OpenTransaction } from './network/gate.ts'
import { Network } from './network/network.ts'
import { Masks } from './masks.ts'
import type { ModelPerson } from './people.ts'
import { ModelRelay } from './relay.ts'
import type { HttpAnswer } from './network/route-table.ts'
import { Told } from './told.ts'
import { untouched, type Tamper } from './network/memory-io.ts'
import { Work } from './work.ts'

/** A run with more steps has found two that answer each other for ever. */
const MAX_STEPS = 30_000
/** How often time passes although another step is possible. */
const HURRY = 0.1

/** The devices of some people, relays and the network between them. Every event is one step, chosen at random. */
export class World {
  readonly work = new Work()
  readonly clock = new Clock()
  readonly random: Random
  readonly network: Network
  readonly devices: Device[] = []
  readonly told = new Told()
  readonly masks = new Masks()
  /** The ids of the open rooms that anybody may enter. */
  readonly rooms: string[] = []
  readonly bus: ModelBus
  readonly relays: ModelRelay[]
  kills = 0
  steps = 0
  #isHurried = false
  readonly #sql: Database
  readonly #transaction: OpenTransaction = { current: null }
  readonly #tamper: Tamper

  constructor(
    sql: Database,
    { seed, relays, tamper = untouched }: { seed: number; relays: number; tamper?: Tamper },
  ) {
    this.#sql = sql
    this.#tamper = tamper
    this.random = seeded(seed)
    this.network = new Network(this.random)
    this.bus = new ModelBus(this.network)
    this.relays = Array.from({ length: relays }, (_, at) => this.#startRelay(at))
  }

  /** The one that a load balancer leads to. */
  anyRelay(): ModelRelay {
    const [only] = this.relays
    if (this.relays.length === 1) return only!
    return this.relays[Math.floor(this.random() * this.relays.length)]!
  }

  addDevice(person: ModelPerson, name: string): Device {
    const device = new Device(this, person, name)
    this.devices.push(device)
    return device
  }

  request(
    person: ModelPerson,
    { method, path, body }: { method: string; path: string; body: unknown },
    answered: (answer: HttpAnswer | null) => void,
  ): void {
    const text = JSON.stringify(body ?? {})
    const answer = (told: HttpAnswer | null) => {
      const copy = JSON.stringify(told)
      this.masks.look(`${method} ${path}`, copy)
      this.network.sendAlone(() => answered(JSON.parse(copy)))
    }
    this.network.sendAlone(() => {
      this.anyRelay()
        .request(person, method, path, JSON.parse(text))
        .then(answer, () => answer(null))
    })
  }

  /** Performs one step, and everything that follows from it alone. Returns false when no step is left. */
  async step(limit = Infinity): Promise<boolean> {
    if (++this.steps > MAX_STEPS) throw new Error('it never comes to rest')
    const gates = this.relays.flatMap((relay) => relay.gates.enabled)
    const packets = this.network.deliverable
    const count = gates.length + packets.length
    let isMoving = true
    if (count === 0 || (this.#isHurried && this.random() < HURRY))
      isMoving = this.clock.advance(limit) || count > 0
    else {
      const at = Math.floor(this.random() * count)
      const gate = gates[at]
      if (gate !== undefined) gate.open()
      else this.network.deliver(packets[at - gates.length]!)
    }
    await this.settle()
    return isMoving
  }

  /** Waits until all started work waits for the model. */
  settle(): Promise<void> {
    return this.work.settled(turn)
  }

  /** Runs until no step has been left for this time. */
  async rest(milliseconds: number): Promise<void> {
    const limit = this.clock.now + milliseconds
    await this.settle()
    while (await this.step(limit));
    this.clock.now = limit
  }

  /** From here on faults happen. */
  storm(): void {
    this.#isHurried = true
    this.network.storm()
  }

  /** From here on everything arrives and nothing crashes. */
  heal(): void {
    this.#isHurried = false
    this.network.heal()
    this.bus.mend()
    for (const { gates } of this.relays) gates.spare()
    for (const device of this.devices) device.goOnline()
  }

  async close(): Promise<void> {
    for (const device of this.devices) device.end()
    for (const { gates } of [...this.relays]) gates.kill()
    await this.settle()
  }

  #startRelay(at: number): ModelRelay {
    const { work, clock, told, bus } = this
    const shared = { sql: this.#sql, transaction: this.#transaction, tamper: this.#tamper }
    return new ModelRelay({ ...shared, work, clock, told, bus }, () => {
      this.kills++
      this.relays[at] = this.#startRelay(at)
    })
  }
}
