import { setTimeout as pause } from 'node:timers/promises'
import { percentile } from '../figures.ts'
import { tagOf, eachTag } from './tags.ts'
import type { Connection, Conversation, Network } from './networks/network.ts'
import { GROUP_SIZE, type Address, type Scene } from './protocol.ts'

const BODY_BYTES = 100
const CONNECT_AT_ONCE = 50
/** Messages that are on their way when the load stops must arrive within this time. */
const DRAIN_MILLISECONDS = 5_000

interface Sender {
  person: number
  target: Conversation
  /** When each message was sent. The index is the number of the message, here and below. */
  sentAt: number[]
  /** How many answers and deliveries of each message are missing. */
  missing: number[]
}

/** People who write to each other, each through a connection of their own. */
export class Traffic {
  /** Messages that were confirmed and delivered to everybody. */
  completed = 0
  deliveries = 0
  #latencies: number[] = []
  #underway = 0
  #isSaturating = false
  readonly #senders: Sender[]
  readonly #byPerson: Map<number, Sender>
  /** How many answers and deliveries a message has. */
  readonly #copies: number
  readonly #connections: Connection[]

  private constructor(network: Network, scene: Scene, connections: Connection[]) {
    this.#connections = connections
    this.#senders = sendersOf(scene)
    this.#byPerson = new Map(this.#senders.map((sender) => [sender.person, sender]))
    this.#copies = (scene.kind === 'pairs' ? 1 : GROUP_SIZE - 1) + (network.confirms ? 1 : 0)
  }

  static async open(network: Network, address: Address, scene: Scene): Promise<Traffic> {
    const connections: Connection[] = []
    const traffic = new Traffic(network, scene, connections)
    const people = scene.kind === 'pairs' ? scene.count * 2 : GROUP_SIZE
    let next = 0
    const lane = async () => {
      while (next < people) {
        const person = next++
        connections[person] = await network.open(address, person, {
          onMessages: (frame) => traffic.#arrived(person, frame),
          onConfirmed: (number) => traffic.#count(traffic.#byPerson.get(person)!, number),
        })
        if (scene.kind === 'group') await connections[person].enter?.(0)
      }
    }
    await Promise.all(Array.from({ length: CONNECT_AT_ONCE }, lane))
    return traffic
  }

  /** Every sender writes as soon as its last message has reached everybody. */
  saturate(): void {
    this.#isSaturating = true
    for (const sender of this.#senders) this.#send(sender)
  }

  /** Sends so many messages a second, by all senders in turn, and returns the latency of each delivery. */
  async sendAt(rate: number, milliseconds: number): Promise<number[]> {
    this.#latencies = []
    const begin = performance.now()
    for (let sent = 0; ;) {
      const elapsed = performance.now() - begin
      if (elapsed >= milliseconds) break
      for (const due = (elapsed * rate) / 1000; sent < due; sent++) {
        this.#send(this.#senders[sent % this.#senders.length]!)
      }
      await pause(1)
    }
    await this.drain()
    return this.#latencies
  }

  /** Resolves when nothing is on its way any more. */
  async drain(): Promise<void> {
    this.#isSaturating = false
    const end = performance.now() + DRAIN_MILLISECONDS
    while (this.#underway > 0) {
      if (performance.now() > end) throw new Error(`${this.#underway} messages never arrived`)
      await pause(10)
    }
  }

  close(): void {
    for (const connection of this.#connections) connection.close()
  }

  #send(sender: Sender): void {
    const number = sender.sentAt.length
    const body = tagOf(sender.person, number).padEnd(BODY_BYTES, 'abcdefgh ijklmno pqrst uvwxyz ')
    this.#underway++
    sender.missing.push(this.#copies)
    sender.sentAt.push(performance.now())
    this.#connections[sender.person]!.send(sender.target, number, body)
  }

  #arrived(receiver: number, frame: Buffer): void {
    eachTag(frame, (person, number) => {
      if (person === receiver) return
      const sender = this.#byPerson.get(person)!
      this.deliveries++
      if (!this.#isSaturating) this.#latencies.push(performance.now() - sender.sentAt[number]!)
      this.#count(sender, number)
    })
  }

  #count(sender: Sender, number: number): void {
    const missing = --sender.missing[number]!
    if (missing > 0) return
    if (missing < 0) throw new Error('a message came twice')
    this.#underway--
    this.completed++
    if (this.#isSaturating) this.#send(sender)
  }
}

function sendersOf(scene: Scene): Sender[] {
  const sender = (person: number, target: Conversation) => ({
    person,
    target,
    sentAt: [],
    missing: [],
  })
  return scene.kind === 'pairs'
    ? Array.from({ length: scene.count }, (_, k) => sender(2 * k, { kind: 'pair', index: k }))
    : Array.from({ length: GROUP_SIZE }, (_, n) => sender(n, { kind: 'group', index: 0 }))
}

export const latencyOf = (milliseconds: number[]) => ({
  p50: percentile(milliseconds, 0.5),
  p99: percentile(milliseconds, 0.99),
})
