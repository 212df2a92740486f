import { RequestError } from '../../client/requests/request-error.ts'
import { answerOf, type Wire } from '../../client/realtime/link/socket.ts'
import type { Api } from '../../client/requests/http.ts'
import type { ErrorCode } from '../../wire/error-codes.ts'
import type { Ack } from '../../wire/socket.ts'
import { here, type Place } from './ambient.ts'
import { Connection } from './network/connection.ts'
import type { ModelPerson } from './people.ts'
import type { World } from './world.ts'

/** The time limits of the real client for acks and HTTP. */
const ACK_TIMEOUT_MS = 10_000
const HTTP_TIMEOUT_MS = 15_000
const NO_NETWORK_MS = 500

/** One life of a client, with the fields that its connections need. */
export interface Access {
  world: World
  person: ModelPerson
  place: Place
  isAlive(): boolean
  isOnline(): boolean
  connected(connection: Connection): void
}

/** The socket of the client's core, on connections of the model. */
export function wireOf({ world, person, place, ...life }: Access): Wire {
  const listeners = new Map<string, ((push: never) => void)[]>()
  let refused: (error: RequestError | null) => void = () => undefined
  let closed = () => {}
  let mine: Connection | null = null
  return {
    open: () => {
      if (!life.isAlive()) return
      if (!life.isOnline()) return void setTimeout(() => refused(null), NO_NETWORK_MS)
      const opened: Connection = new Connection(world, person, {
        isOnline: life.isOnline,
        heard: (event, push) =>
          here.run(place, () => {
            for (const listener of listeners.get(event) ?? []) listener(push as never)
          }),
        closed: () => {
          if (mine === opened) here.run(place, closed)
        },
      })
      mine = opened
      life.connected(opened)
    },
    close: () => mine?.close(),
    request: (event, payload) =>
      new Promise((resolve, reject) => {
        if (!mine?.isConnected) return reject(new RequestError('network'))
        const timer = setTimeout(() => reject(new RequestError('network')), ACK_TIMEOUT_MS)
        mine.ask(event, payload, (told) => {
          here.run(place, () => clearTimeout(timer))
          try {
            resolve(answerOf(told as Ack<typeof event>))
          } catch (refused) {
            reject(refused)
          }
        })
      }),
    on: (event, listener) => void listeners.set(event, [...(listeners.get(event) ?? []), listener]),
    onRefused: (listener) => void (refused = listener),
    onClosed: (listener) => void (closed = listener),
  }
}

/** HTTP of the client's core. A request that was given up may still arrive and take effect. */
export function httpOf({ world, person, place, ...life }: Access): Api {
  return <T>(method: string, path: string, body?: unknown) =>
    new Promise<T>((resolve, reject) => {
      const fail = () => reject(new RequestError('network'))
      if (!life.isOnline()) return void setTimeout(fail, NO_NETWORK_MS)
      const timer = setTimeout(fail, HTTP_TIMEOUT_MS)
      world.request(person, { method, path, body }, (answer) => {
        if (!life.isOnline()) return
        here.run(place, () => clearTimeout(timer))
        if (answer === null) return fail()
        if (answer.status < 300) return resolve(answer.body as T)
        const { error } = answer.body as { error: { code: ErrorCode } }
        reject(new RequestError(error.code, { status: answer.status }))
      })
    })
}
