import { createHash } from 'node:crypto'
import type { Logger } from '../logger.ts'
import { connectRedis } from '../redis.ts'
import type { Bus, BusListener } from './bus.ts'

const RETRY_MILLISECONDS = 500

type Client = Awaited<ReturnType<typeof connectRedis>>
interface Connections {
  publisher: Client
  subscriber: Client
}

/**
 * The nodes speak through a channel of Redis. Installations with different secrets have different channels. A
 * connection with an error is replaced. What is sent meanwhile is lost.
 */
export function openRedisBus(
  { url, key, log }: { url: string; key: Buffer; log: Logger },
  { onBatch, onOpen }: BusListener,
): Bus {
  const channel = `parley:nodes:${createHash('sha256').update(key).digest('hex').slice(0, 16)}`
  let connections: Connections | null = null
  let retry: NodeJS.Timeout | undefined
  let isOpening = false
  let isClosed = false

  async function open(): Promise<void> {
    if (isOpening || isClosed) return
    isOpening = true
    const clients: Client[] = []
    try {
      const publisher = await connectRedis(url)
      clients.push(publisher)
      const subscriber = await connectRedis(url)
      clients.push(subscriber)
      const opened = { publisher, subscriber }
      for (const client of clients) client.on('error', () => drop(opened))
      await subscriber.subscribe(channel, onBatch, true)
      connections = opened
    } catch (error) {
      log.debug({ err: error }, 'the nodes cannot use Redis')
      for (const client of clients) client.destroy()
      later()
    }
    isOpening = false
    if (isClosed) end()
    else if (connections !== null) onOpen()
  }

  function later(): void {
    clearTimeout(retry)
    if (!isClosed) retry = setTimeout(() => void open(), RETRY_MILLISECONDS)
  }

  function drop(dropped: Connections | null): void {
    if (dropped === null || connections !== dropped) return
    end()
    later()
  }

  function end(): void {
    connections?.publisher.destroy()
    connections?.subscriber.destroy()
    connections = null
  }

  void open()
  return {
    async send(batch) {
      if (connections === null) throw new Error('Redis is away')
      await connections.publisher.publish(channel, batch)
    },
    reopen: () => drop(connections),
    async close() {
      isClosed = true
      clearTimeout(retry)
      end()
    },
  }
}
