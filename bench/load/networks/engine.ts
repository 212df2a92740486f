import type { Address } from '../protocol.ts'
import { openLeanSocket, type LeanSocket } from '../web-socket.ts'
import { ComeBackLater, type Connection, type Listener } from './network.ts'

type Ask = (event: string, payload: object) => Promise<string>

/** What differs between the peers that speak Socket.IO. */
export interface EngineDialect {
  /** The data of the connect packet. */
  auth(address: Address, person: number): object
  /** The event that says that the person is in. */
  readyEvent: string
  /** Runs after that event, and resolves when the person is up to date. */
  catchUp?(ask: Ask, ready: string): Promise<void>
  /** Asks to be told whenever this person comes or goes. */
  watch?(ask: Ask, address: Address, person: number): Promise<void>
  /** The events with messages. */
  messageEvent: string
  payload(
    address: Address,
    target: { kind: string; index: number },
    body: string,
    number: number,
  ): {
    event: string
    payload: object
  }
}

/** Numbers of asks besides messages begin here. */
const FIRST_ASK = 1_000_000_000

/** One person's connection, as a page makes it that knows that WebSockets work here. */
export function openEngine(
  dialect: EngineDialect,
  address: Address,
  person: number,
  listener: Listener,
): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const asks = new Map<number, (answer: string) => void>()
    let nextAsk = FIRST_ASK
    let socket: LeanSocket
    const messages = Buffer.from(`42["${dialect.messageEvent}"`)
    const ready = `42["${dialect.readyEvent}"`

    const ask: Ask = (event, payload) =>
      new Promise((answered) => {
        const number = nextAsk++
        asks.set(number, answered)
        socket.send(`42${number}${JSON.stringify([event, payload])}`)
      })
    const connection: Connection = {
      send(target, number, body) {
        const { event, payload } = dialect.payload(address, target, body, number)
        socket.send(`42${number}${JSON.stringify([event, payload])}`)
      },
      watch: (other) => dialect.watch?.(ask, address, other) ?? Promise.resolve(),
      close: () => socket.close(),
    }
    const onText = (frame: Buffer) => {
      if (
        frame.length >= messages.length &&
        frame.compare(messages, 0, messages.length, 0, messages.length) === 0
      ) {
        return listener.onMessages(frame)
      }
      const text = frame.toString()
      if (text === '2') return socket.send('3')
      if (text.startsWith('43')) return onAnswer(text)
      if (text.startsWith('0'))
        return socket.send(`40${JSON.stringify(dialect.auth(address, person))}`)
      if (text.startsWith('44')) return refuse(text)
      if (text.startsWith('42["connection:error"')) return refuse(text)
      if (!text.startsWith(ready)) return
      if (dialect.catchUp === undefined) return resolve(connection)
      dialect.catchUp(ask, text).then(() => resolve(connection), reject)
    }
    const onAnswer = (text: string) => {
      const number = Number.parseInt(text.slice(2), 10)
      const waiting = asks.get(number)
      if (waiting !== undefined) {
        asks.delete(number)
        return waiting(text)
      }
      if (text.includes('"ok":false')) throw new Error(`a message was refused: ${text}`)
      listener.onConfirmed(number)
    }
    const refuse = (text: string) => {
      socket.close()
      reject(comeBackLater(text) ?? new Error(`refused: ${text}`))
    }
    socket = openLeanSocket({
      ...address,
      path: '/socket.io/?EIO=4&transport=websocket',
      headers: {
        Origin: `http://${address.host}:${address.port}`,
        Cookie: address.keys[person] ?? '',
      },
      onOpen: () => undefined,
      onText,
      onClose(refusal) {
        listener.onClosed?.()
        reject(comeBackLater(refusal ?? '') ?? new Error(`the connection closed: ${refusal}`))
      },
    })
  })
}

/** The refusals that pass, as a page understands them. */
function comeBackLater(text: string): ComeBackLater | null {
  const seconds = /"retry_after":([\d.]+)/.exec(text)?.[1] ?? /retry-after: (\d+)/i.exec(text)?.[1]
  if (seconds !== undefined) return new ComeBackLater(Number(seconds) * 1000)
  return text.includes('"unavailable"') ? new ComeBackLater(1000) : null
}
