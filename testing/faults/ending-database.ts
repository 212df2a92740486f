import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A message of PostgreSQL that ends a connection: it stops (57P01). */
const FAREWELL = errorOf('SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0')

function errorOf(fields: string): Buffer {
  const head = Buffer.from('E____')
  head.writeUInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, Buffer.from(fields)])
}

/** How a connection ends at an answer of the server. */
export const endings = {
  'the farewell comes with the answer': (socket: Socket, answer: Buffer) =>
    socket.end(Buffer.concat([answer, FAREWELL])),
  'the farewell comes after the answer': (socket: Socket, answer: Buffer) => {
    socket.write(answer)
    setImmediate(() => socket.end(FAREWELL))
  },
  'the farewell comes instead of the answer': (socket: Socket) => socket.end(FAREWELL),
  'half of the answer comes': (socket: Socket, answer: Buffer) =>
    socket.end(answer.subarray(0, answer.length >> 1)),
  'the answer comes, and a reset': (socket: Socket, answer: Buffer) => {
    socket.write(answer)
    socket.resetAndDestroy()
  },
  'a reset comes': (socket: Socket) => socket.resetAndDestroy(),
} as const
export type Ending = keyof typeof endings

/**
 * The way to a database on which connections end at chosen answers.
 * @param endingOf is asked about each chunk that the server sends
 */
export async function openEndingDatabase(
  databaseUrl: string,
  endingOf: (answer: Buffer) => Ending | null,
): Promise<{ url: string; close(): Promise<void> }> {
  const { port, hostname } = new URL(databaseUrl)
  const server = createServer((client) => {
    const database = connect(Number(port), hostname)
    client.pipe(database)
    for (const socket of [client, database]) socket.on('error', () => undefined)
    client.on('close', () => database.destroy())
    database.on('close', () => client.destroySoon())
    database.on('data', (answer) => {
      const ending = endingOf(answer)
      if (ending === null) return void client.write(answer)
      endings[ending](client, answer)
      database.destroy()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(databaseUrl)
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    async close() {
      server.close()
      await once(server, 'close')
    },
  }
}
