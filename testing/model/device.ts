import { here, openBrowser, type Browser, type Place } from './ambient.ts'
import { createMessenger, type Messenger } from '../../client/realtime/messenger.ts'
import { livingSession } from '../living-session.ts'
import { httpOf, wireOf, type Access } from './access.ts'
import type { Connection } from './network/connection.ts'
import type { ModelPerson } from './people.ts'
import type { World } from './world.ts'

/** The time after which both sides give up a silent connection. */
const PING_TIMEOUT_MS = 25_000

/** A person's browser with the real core of the client. Only the socket and HTTP lead into the model. */
export class Device {
  readonly person: ModelPerson
  readonly name: string
  readonly opened = new Set<string>()
  messenger!: Messenger
  isOnline = true
  readonly #world: World
  #browser: Browser = openBrowser()
  #place!: Place
  #connection: Connection | null = null

  constructor(world: World, person: ModelPerson, name: string) {
    this.#world = world
    this.person = person
    this.name = name
    this.#start()
  }

  get disk(): IDBFactory {
    return this.#browser.indexedDB
  }

  /** Runs code as this device. */
  do<T>(act: (messenger: Messenger) => T): T {
    return here.run(this.#place, () => act(this.messenger))
  }

  /** The id of a message that was written just now. */
  lastMinted(): string {
    return this.#place.client?.minted ?? ''
  }

  open(id: string): void {
    this.opened.add(id)
    this.do((messenger) => messenger.timeline.open(id))
  }

  close(id: string): void {
    this.opened.delete(id)
    this.do((messenger) => messenger.timeline.close(id))
  }

  /** The process ends at once, and starts again with what it had stored. */
  crash(): void {
    const gone = this.#place
    this.#world.clock.forget(gone)
    const connection = this.#connection
    this.#connection = null
    connection?.close()
    this.#start()
  }

  /** With `isTold`, the client knows at once. Without it, both sides wait until their time limits. */
  goOffline(isTold: boolean): void {
    if (!this.isOnline) return
    this.isOnline = false
    const connection = this.#connection
    if (isTold) connection?.break()
    else this.do(() => setTimeout(() => this.isOnline || connection?.break(), PING_TIMEOUT_MS))
  }

  goOnline(): void {
    this.isOnline = true
    this.do(() => void this.#browser.window.dispatchEvent(new Event('online')))
  }

  end(): void {
    this.#world.clock.forget(this.#place)
    this.#connection?.break()
  }

  #start(): void {
    const { clock, work, random } = this.#world
    this.#browser = openBrowser(this.#browser)
    this.#place = { work, clock, client: { random, browser: this.#browser } }
    this.opened.clear()
    here.run(this.#place, () => {
      const user = this.person.profile
      const link = this.#access()
      const [wire, call] = [wireOf(link), httpOf(link)]
      this.messenger = createMessenger({ user, session: livingSession, wire, call })
      this.messenger.start()
    })
  }

  /** Belongs to this life of the client. After a crash, nothing reaches it any more. */
  #access(): Access {
    const place = this.#place
    return {
      world: this.#world,
      person: this.person,
      place,
      isAlive: () => this.#place === place,
      isOnline: () => this.isOnline && this.#place === place,
      connected: (connection) => void (this.#connection = connection),
    }
  }
}
