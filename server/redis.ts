import { createClient } from 'redis'
import type { Logger } from './logger.ts'

/** The longest time that a caller waits for an answer. */
const ANSWER_MS = 500
/** The longest time from the first byte to a usable connection. */
const CONNECT_MS = 3_000
const RETRY_MS = 1_000

type Client = Awaited<ReturnType<typeof connectRedis>>

export interface Redis {
  /** Runs a script. It fails at once while Redis is away, and soon when Redis goes away during the call. */
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>
  close(): void
}

/**
 * A Redis that may go away at any time without delaying anybody. A connection with an error or an overdue answer is
 * dropped. Its waiting commands fail in order, and every second a new connection is tried. Resolves after the first
 * try, successful or not.
 */
export async function openRedis(url: string, log: Logger): Promise<Redis> {
  const redis = new URL(url).host
  let client: Client | null = null
  let isServing: boolean | null = null
  let isClosed = false
  let retry: NodeJS.Timeout | undefined

  async function open(): Promise<void> {
    try {
      const opened = await connectRedis(url)
      if (isClosed) return opened.destroy()
      opened.on('error', (error: unknown) => drop(opened, error))
      client = opened
    } catch (error) {
      lost(error)
    }
  }

  function drop(dropped: Client, error: unknown): void {
    if (client !== dropped) return
    client = null
    dropped.destroy()
    lost(error)
  }

  function lost(err: unknown): void {
    if (isClosed) return
    if (isServing !== false) log.warn({ redis, err }, 'Redis is away: this node goes on alone')
    isServing = false
    retry = setTimeout(() => void open(), RETRY_MS)
  }

  /** Only an answer proves that Redis works. A full or read-only Redis accepts connections too. */
  function served(): void {
    if (isServing !== true) log.info({ redis }, 'Redis is used')
    isServing = true
  }

  await open()
  return {
    async eval(script, options) {
      const asked = client
      if (asked === null) throw new Error('Redis is away')
      const giveUp = () => drop(asked, new Error('no answer in time'))
      // The time is split in two halves, because this process itself may have been paused. A pause then uses up only
      // one half.
      let timer = setTimeout(() => (timer = setTimeout(giveUp, ANSWER_MS / 2)), ANSWER_MS / 2)
      try {
        const answer = await asked.eval(script, options)
        served()
        return answer
      } catch (error) {
        drop(asked, error)
        throw error
      } finally {
        clearTimeout(timer)
      }
    },
    close() {
      isClosed = true
      clearTimeout(retry)
      client?.destroy()
      client = null
    },
  }
}

/** A usable connection. It does not reconnect by itself: the library would queue commands meanwhile. */
export async function connectRedis(url: string) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    // The library's own limit covers only the writing, and needs a timer of its own.
    commandOptions: { timeout: 0 },
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: false },
  })
  // The caller gets the error too. Without a listener, it would end the process.
  client.on('error', () => undefined)
  // The library's limit on connecting ends when a socket exists. A stopped Redis still gives a socket.
  const timer = setTimeout(() => client.destroy(), CONNECT_MS)
  try {
    return await client.connect()
  } catch (error) {
    client.destroy()
    throw error
  } finally {
    clearTimeout(timer)
  }
}
