import type { Random } from '../../faults/random.ts'

interface Packet {
  /** Packets in one lane arrive in order. Packets without a lane arrive in any order. */
  lane: object | null
  /** The packet waits until this many further packets have arrived. */
  patience: number
  arrive(): void
}

export interface NetworkToll {
  sent: number
  dropped: number
  duplicated: number
  reordered: number
  late: number
}

const misfortune = { drop: 0.06, duplicate: 0.08, reorder: 0.12, late: 0.05, loseBatch: 0.01 }
const LATE = 60

/** All packets between the clients and the relays, and between the relays. The model chooses which one arrives next. */
export class Network {
  readonly toll: NetworkToll = { sent: 0, dropped: 0, duplicated: 0, reordered: 0, late: 0 }
  #packets: Packet[] = []
  #isCalm = true
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  /** A frame of a connection. With `isSpared` the frame belongs to the transport and has no faults. */
  send(lane: object, arrive: () => void, isSpared = false): void {
    this.toll.sent++
    if (isSpared || this.#isCalm) return this.#put(lane, arrive)
    if (this.#happens('drop')) return void this.toll.dropped++
    const isDoubled = this.#happens('duplicate')
    if (isDoubled) this.toll.duplicated++
    for (let copy = 0; copy <= Number(isDoubled); copy++) {
      const isFree = this.#happens('reorder')
      if (isFree) this.toll.reordered++
      this.#put(isFree ? null : lane, arrive)
    }
  }

  /** A request of HTTP or its answer. Each has its own faults, and the transport never doubles it. */
  sendAlone(arrive: () => void): void {
    this.toll.sent++
    if (this.#isCalm) return this.#put(null, arrive)
    if (this.#happens('drop')) return void this.toll.dropped++
    this.#put(null, arrive)
  }

  /** A batch from one relay to another. The bus may lose it, and it never doubles or reorders it. */
  carry(lane: object, arrive: () => void): void {
    this.toll.sent++
    if (!this.#isCalm && this.#happens('loseBatch')) return void this.toll.dropped++
    this.#put(lane, arrive)
  }

  /** The packets that may arrive now. */
  get deliverable(): readonly Packet[] {
    const led = new Set<object>()
    return this.#packets.filter(({ lane, patience }) => {
      if (lane !== null && led.has(lane)) return false
      if (lane !== null) led.add(lane)
      return patience <= 0
    })
  }

  deliver(packet: Packet): void {
    this.#packets.splice(this.#packets.indexOf(packet), 1)
    for (const waiting of this.#packets) waiting.patience--
    packet.arrive()
  }

  /** From now on packets have faults. */
  storm(): void {
    this.#isCalm = false
  }

  /** From now on every packet arrives, in order, sooner or later, also a late one. */
  heal(): void {
    this.#isCalm = true
    for (const packet of this.#packets) packet.patience = 0
  }

  #put(lane: object | null, arrive: () => void): void {
    const isLate = !this.#isCalm && lane === null && this.#happens('late')
    if (isLate) this.toll.late++
    this.#packets.push({ lane, patience: isLate ? LATE * this.#random() : 0, arrive })
  }

  #happens(what: keyof typeof misfortune): boolean {
    return this.#random() < misfortune[what]
  }
}
