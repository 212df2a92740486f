/** One byte of type, four of length: https://www.postgresql.org/docs/current/protocol-message-formats.html */
const HEADER_BYTES = 5

export const message = {
  ready: 'Z'.charCodeAt(0),
  error: 'E'.charCodeAt(0),
  query: 'Q'.charCodeAt(0),
  sync: 'S'.charCodeAt(0),
  terminate: 'X'.charCodeAt(0),
  password: 'p'.charCodeAt(0),
} as const

/** Calls back with the type of each message that passes. Messages and chunks may begin at different places. */
export class MessageScanner {
  readonly #header = Buffer.alloc(HEADER_BYTES)
  #headerBytes = 0
  #bodyBytes = 0

  /** `start` is where the message begins in this chunk. It is negative when the message began in an earlier chunk. */
  scan(chunk: Buffer, tell: (type: number, start: number) => void): void {
    let at = 0
    while (at < chunk.length) {
      if (this.#bodyBytes > 0) {
        const step = Math.min(this.#bodyBytes, chunk.length - at)
        at += step
        this.#bodyBytes -= step
        continue
      }
      if (this.#headerBytes === 0 && at + HEADER_BYTES <= chunk.length) {
        // The common case, and four times as fast: the header is whole.
        this.#bodyBytes = chunk.readUInt32BE(at + 1) - 4
        at += HEADER_BYTES
        tell(chunk[at - HEADER_BYTES] ?? 0, at - HEADER_BYTES)
        continue
      }
      this.#header[this.#headerBytes++] = chunk[at++] ?? 0
      if (this.#headerBytes < HEADER_BYTES) continue
      this.#headerBytes = 0
      this.#bodyBytes = this.#header.readUInt32BE(1) - 4
      tell(this.#header[0] ?? 0, at - HEADER_BYTES)
    }
  }
}

/** Collects chunks until a message is complete. */
export class MessageSplitter {
  #gathered = Buffer.alloc(0)

  push(chunk: Buffer): Buffer[] {
    this.#gathered = Buffer.concat([this.#gathered, chunk])
    const whole: Buffer[] = []
    while (this.#gathered.length >= HEADER_BYTES) {
      const length = 1 + this.#gathered.readUInt32BE(1)
      if (this.#gathered.length < length) break
      whole.push(this.#gathered.subarray(0, length))
      this.#gathered = this.#gathered.subarray(length)
    }
    return whole
  }
}

/** PgBouncer gives every refusal the same SQLSTATE. Its message tells them apart. */
const ofPgBouncer: readonly [RegExp, string][] = [
  [/authentication failed/, '28P01'],
  [/no such user/, '28000'],
  [/no such database/, '3D000'],
  [/no more connections/, '53300'],
]

/** The SQLSTATE of an ErrorResponse. */
export function stateOf(errorMessage: Buffer): string {
  const fields = errorMessage.subarray(HEADER_BYTES).toString('utf8').split('\0')
  const fieldOf = (type: string) => fields.find((field) => field.startsWith(type))?.slice(1) ?? ''
  const state = fieldOf('C')
  if (state !== '08P01') return state
  return ofPgBouncer.find(([text]) => text.test(fieldOf('M')))?.[1] ?? state
}

/** Whether the server ends the connection with this error. */
export const isFatal = (errorMessage: Buffer) =>
  /\0V(FATAL|PANIC)\0/.test(errorMessage.toString('latin1'))

/** A statement without parameters. */
export function simpleQuery(text: string): Buffer {
  const body = Buffer.from(`${text}\0`)
  const header = Buffer.alloc(HEADER_BYTES)
  header[0] = message.query
  header.writeUInt32BE(4 + body.length, 1)
  return Buffer.concat([header, body])
}
