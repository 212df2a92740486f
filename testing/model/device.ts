import { here, openBrowser, type Browser, type Place } from './ambient.ts'
import { createMessenger } from '../../client/realtime/messenger.ts'
import type { Messenger } from '../../client/realtime/model.ts'
import { RequestError, type Refusal, type Wire } from '../../client/realtime/socket.ts'
import { ApiError, type Api } from '../../client/session/http.ts'
import type { SessionController } from '../../client/session/model.ts'
import type { ErrorCode } from '../../wire/error-codes.ts'
import type { Ack, ClientEvent } from '../../wire/socket.ts'
import { Connection } from './connection.ts'
import type { ModelPerson } from './people.ts'
import type { World } from './world.ts'

/** As the client's own: what it waits for an ack and for HTTP, and when a silent connection is given up. */
const ACK_TIMEOUT_MS = 10_000
const HTTP_TIMEOUT_MS = 15_000
const PING_TIMEOUT_MS = 25_000
const NO_NETWORK_MS = 500

const livingSession = {
  recover: async () => true,
  refused: () => undefined,
  ended: async () => false,
  subscribe: () => () => undefined,
  getState: () => ({ kind: 'starting' }),
} as unknown as SessionController

/** A browser of somebody's with the client's core in it, as shipped; only the socket and HTTP lead into the model. */
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

  /** As somebody at this device. */
  do<T>(act: (messenger: Messenger) => T): T {
    return here.run(this.#place, () => act(this.messenger))
  }

  /** Of a message that was written just now. */
  lastMinted(): string {
    return this.#place.client?.minted ?? ''
  }

  open(id: string): void {
    this.opened.add(id)
    this.do((messenger) => messenger.open(id))
  }

  close(id: string): void {
    this.opened.delete(id)
    this.do((messenger) => messenger.close(id))
  }

  /** The process is gone from one moment to the next, and comes back with what it had stored. */
  crash(): void {
    const gone = this.#place
    this.#world.clock.forget(gone)
    const connection = this.#connection
    this.#connection = null
    connection?.close()
    this.#start()
  }

  /** Told, the client knows at once; otherwise both sides wait for what does not come. */
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
    this.#place = { work, client: { clock, random, browser: this.#browser } }
    this.opened.clear()
    here.run(this.#place, () => {
      const user = this.person.profile
      const [wire, call] = [this.#wire(), this.#call()]
      this.messenger = createMessenger({ user, session: livingSession, wire, call })
      this.messenger.start()
    })
  }

  #wire(): Wire {
    const place = this.#place
    const listeners = new Map<string, (push: never) => void>()
    let refused: (refusal: Refusal | null) => void = () => undefined
    let closed = () => {}
    let mine: Connection | null = null
    return {
      open: () => {
        if (this.#place !== place) return
        if (!this.isOnline) return void setTimeout(() => refused(null), NO_NETWORK_MS)
        const opened: Connection = new Connection(this.#world, this.person, {
          isOnline: () => this.isOnline && this.#place === place,
          heard: (event, push) => here.run(place, () => listeners.get(event)?.(push as never)),
          closed: () => {
            if (mine === opened) here.run(place, closed)
          },
        })
        this.#connection = mine = opened
      },
      close: () => mine?.close(),
      request: (event, payload) =>
        new Promise((resolve, reject) => {
          if (!mine?.isConnected) return reject(new RequestError('no_answer'))
          const timer = setTimeout(() => reject(new RequestError('no_answer')), ACK_TIMEOUT_MS)
          mine.ask(event, payload, (told) => {
            const ack = told as Ack<ClientEvent>
            here.run(place, () => clearTimeout(timer))
            if (ack.ok) return resolve(ack as never)
            reject(new RequestError(ack.error.code, ack.error.retry_after ?? null))
          })
        }),
      on: (event, listener) => void listeners.set(event, listener),
      onRefused: (listener) => void (refused = listener),
      onClosed: (listener) => void (closed = listener),
    }
  }

  #call(): Api {
    const place = this.#place
    return <T>(method: string, path: string, body?: unknown) =>
      new Promise<T>((resolve, reject) => {
        const fail = () => reject(new ApiError('network'))
        if (!this.isOnline) return void setTimeout(fail, NO_NETWORK_MS)
        const timer = setTimeout(fail, HTTP_TIMEOUT_MS)
        const arrive = (act: () => void) => {
          if (this.#place !== place || !this.isOnline) return
          here.run(place, () => clearTimeout(timer))
          act()
        }
        this.#world.request(this.person, { method, path, body }, (answer) =>
          arrive(() => {
            if (answer === null) return fail()
            if (answer.status < 300) return resolve(answer.body as T)
            const { error } = answer.body as { error: { code: ErrorCode } }
            reject(new ApiError(error.code, answer.status))
          }),
        )
      })
  }
}
