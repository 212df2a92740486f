import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

/** Sends bytes that no HTTP client would send, and returns the answer of the relay. */
export async function sendBare(url: string, bytes: string) {
  const { hostname, port } = new URL(url)
  const connection = connect(Number(port), hostname)
  await once(connection, 'connect')
  connection.write(bytes)
  const [head = '', body = ''] = (await text(connection)).split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  return {
    status: Number(first.split(' ')[1]),
    headers: new Headers(lines.map((line) => line.split(/: (.*)/, 2) as [string, string])),
    body: JSON.parse(body),
  }
}

/** The first bytes of a WebSocket. */
export const upgradeFrom = (origin: string) =>
  [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    'Host: parley',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Origin: ${origin}`,
    '\r\n',
  ].join('\r\n')
