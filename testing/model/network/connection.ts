import type { MemorySocket } from './memory-io.ts'
import type { ModelRelay } from '../relay.ts'
import type { World } from '../world.ts'

interface Ends {
  isOnline(): boolean
  heard(event: string, push: unknown): void
  /** The peer ended it, or the network did. */
  closed(): void
}

/** One connection of a client to any relay that runs when it arrives. Its frames pass the network. */
export class Connection {
  readonly #world: World
  readonly #ends: Ends
  readonly #up = {}
  readonly #down = {}
  #relay: ModelRelay | null = null
  #socket: MemorySocket | null = null
  #isOpen = true

  constructor(world: World, person: Parameters<ModelRelay['connect']>[0], ends: Ends) {
    this.#world = world
    this.#ends = ends
    const accept = async () => {
      if (!this.#isOpen || !ends.isOnline()) return
      const relay = world.anyRelay()
      const wire = {
        leave: (event: string, push: string) => {
          world.masks.look(event, push)
          this.#arrive(() => ends.heard(event, JSON.parse(push)))
        },
        closed: () => this.#arrive(() => this.break(), true),
      }
      try {
        this.#socket = await relay.connect(person, wire, () => this.#isOpen)
        this.#relay = relay
      } catch {
        this.#arrive(() => this.break(), true)
      }
    }
    world.network.send(this.#up, () => void accept(), true)
  }

  get isConnected(): boolean {
    return this.#isOpen && this.#socket !== null
  }

  ask(event: string, payload: unknown, acknowledged: (answer: unknown) => void): void {
    const text = JSON.stringify(payload)
    this.#world.network.send(this.#up, () => {
      if (!this.#ends.isOnline() || this.#socket?.connected !== true) return
      this.#relay?.hear(this.#socket, event, JSON.parse(text), (answer) => {
        this.#world.masks.look(`the answer to ${event}`, answer)
        this.#arrive(() => acknowledged(JSON.parse(answer)))
      })
    })
  }

  /** This side ends it. The relay learns of it when it can. */
  close(): void {
    this.#isOpen = false
    this.#world.network.send(this.#up, () => this.#socket?.disconnect(), true)
  }

  /** Both sides learn that the connection is lost. */
  break(): void {
    const wasOpen = this.#isOpen
    this.#isOpen = false
    this.#socket?.disconnect()
    if (wasOpen) this.#ends.closed()
  }

  #arrive(what: () => void, isSpared = false): void {
    const arrive = () => {
      if (this.#isOpen && (isSpared || this.#ends.isOnline())) what()
    }
    this.#world.network.send(this.#down, arrive, isSpared)
  }
}
