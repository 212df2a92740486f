import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/**
 * A WebSocket client that does only what the load needs: text frames, whole, up to 64 KiB a sent frame. A complete
 * client would need more of the processor than the peers that are measured.
 */
export interface LeanSocket {
  send(text: string): void
  close(): void
}

export interface LeanSocketOptions {
  host: string
  port: number
  path: string
  headers: Record<string, string>
  onOpen(): void
  onText(text: Buffer): void
  /** `refusal` is the status and body of an HTTP answer, or null. */
  onClose(refusal: string | null): void
}

const TEXT = 0x1
const CLOSE = 0x8
const PING = 0x9
const PONG = 0xa

export function openLeanSocket(options: LeanSocketOptions): LeanSocket {
  const socket = connect({ host: options.host, port: options.port, noDelay: true })
  let isOpen = false
  let refusal: string | null = null
  let rest: Buffer = Buffer.alloc(0)
  socket.on('connect', () => socket.write(upgradeRequest(options)))
  socket.on('data', (chunk) => {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    if (!isOpen) {
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) return void (rest = bytes)
      if (!bytes.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) {
        refusal = bytes.toString('latin1')
        return void socket.destroy()
      }
      isOpen = true
      bytes = bytes.subarray(end + 4)
      options.onOpen()
    }
    rest = readFrames(bytes, (opcode, payload) => {
      if (opcode === TEXT) options.onText(payload)
      else if (opcode === PING) socket.write(frame(PONG, payload))
      else if (opcode === CLOSE) socket.destroy()
    })
  })
  socket.on('error', () => undefined)
  socket.on('close', () => options.onClose(refusal))
  return {
    send: (text) => void socket.write(frame(TEXT, Buffer.from(text))),
    close: () => closeAtOnce(socket),
  }
}

/** A reset leaves no port waiting. Thousands of connections a minute would use up the ports otherwise. */
export function closeAtOnce(socket: Socket): void {
  socket.removeAllListeners('close')
  socket.resetAndDestroy()
}

function upgradeRequest({ host, port, path, headers }: LeanSocketOptions): string {
  const all = {
    Host: `${host}:${port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
}

/** Client frames are masked. The mask of zeros changes no byte. */
function frame(opcode: number, payload: Buffer): Buffer {
  const short = payload.length < 126
  const head = Buffer.alloc(short ? 6 : 8)
  head[0] = 0x80 | opcode
  head[1] = 0x80 | (short ? payload.length : 126)
  if (!short) head.writeUInt16BE(payload.length, 2)
  return Buffer.concat([head, payload])
}

/** Calls `onFrame` with each whole frame and returns the bytes of the one that is not complete. */
export function readFrames(
  bytes: Buffer,
  onFrame: (opcode: number, payload: Buffer) => void,
): Buffer {
  let at = 0
  for (;;) {
    if (bytes.length - at < 2) break
    let length = bytes[at + 1]! & 0x7f
    let begin = at + 2
    if (length === 126) {
      if (bytes.length < begin + 2) break
      length = bytes.readUInt16BE(begin)
      begin += 2
    } else if (length === 127) {
      if (bytes.length < begin + 8) break
      length = Number(bytes.readBigUInt64BE(begin))
      begin += 8
    }
    if (bytes.length < begin + length) break
    onFrame(bytes[at]! & 0x0f, bytes.subarray(begin, begin + length))
    at = begin + length
  }
  return at === 0 ? bytes : bytes.subarray(at)
}
