import { createClient } from 'redis'
import type { Logger } from './logger.ts'

/** The longest that anybody waits for an answer. */
const ANSWER_MS = 500
/** From the first byte to a connection that can be used. */
const CONNECT_MS = 3_000
const RETRY_MS = 1_000

type Client = Awaited<ReturnType<typeof connect>>

export interface Redis {
  /** Runs a script. Fails at once while Redis is away, and soon when it is found to be. */
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>
  close(): void
}

/**
 * A Redis that may be away at any time, with nobody waiting for it. A connection that breaks, or on which something failed or
 * was not answered in time, is thrown away with all that waits on it, in order, and made anew every second. Resolves
 * after the first try, whatever came of it.
 */
export async function openRedis(url: string, log: Logger): Promise<Redis> {
  const redis = new URL(url).host
  let client: Client | null = null
  let isServing: boolean | null = null
  let isClosed = false
  let retry: NodeJS.Timeout | undefined

  async function open(): Promise<void> {
    try {
      const opened = await connect(url)
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

  /** Only an answer proves that it serves: one that is full or read-only lets itself be connected to as well. */
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
      // In two halves, because it may be this process that was held up: a pause then uses up only one of them.
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

/** A connection that can be used. It does not mend itself: the library would let questions wait meanwhile. */
async function connect(url: string) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    // The library's own limit ends with the writing, and costs a timer of its own.
    commandOptions: { timeout: 0 },
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: false },
  })
  // Whoever connects or asks is told as well; without a listener it would end the process.
  client.on('error', () => undefined)
  // The library's limit on connecting is off as soon as a socket is there, which a stopped Redis still gives.
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
