import { networks } from './networks/index.ts'
import { ComeBackLater, type Connection } from './networks/network.ts'
import type { Address } from './protocol.ts'
import { setTimeout as pause } from 'node:timers/promises'

/** Who connects and stays: so many people of the crowd, from this one on. */
export interface Holding {
  address: Address
  from: number
  count: number
}

export interface Waiters {
  open: number
  /** Connections that the peer has ended. */
  lost: number
  /** Frames with messages, which nobody sends to these people. */
  messages: number
}

/** The queue of the kernel is short. */
const OPENING_AT_ONCE = 50
const MAX_RETRIES_EACH = 20

/** A process that opens connections, and keeps them until it is ended. It answers each message with what it holds. */
const waiters: Waiters = { open: 0, lost: 0, messages: 0 }
const listener = {
  onMessages: () => void waiters.messages++,
  onConfirmed: () => undefined,
  onClosed: () => void waiters.lost++,
}

async function open({ address, from, count }: Holding): Promise<void> {
  let next = from
  const lane = async () => {
    while (next < from + count) {
      const person = next++
      const connection = await connect(address, person, MAX_RETRIES_EACH)
      await connection.watch?.(person ^ 1)
      waiters.open++
    }
  }
  await Promise.all(Array.from({ length: OPENING_AT_ONCE }, lane))
}

async function connect(address: Address, person: number, tries: number): Promise<Connection> {
  try {
    return await networks[address.kind].open(address, person, listener)
  } catch (error) {
    if (!(error instanceof ComeBackLater) || tries === 0) throw error
    await pause(error.milliseconds * (0.5 + Math.random()))
    return connect(address, person, tries - 1)
  }
}

const tell = () => process.send!(waiters)
process.once('message', (holding: Holding) => {
  process.on('message', tell)
  open(holding).then(tell, (error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
