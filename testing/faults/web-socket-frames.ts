const MASK_BYTES = 4

/** Cuts a stream of bytes into WebSocket frames (RFC 6455). The frames stay unchanged, masked or not. */
export class FrameSplitter {
  #rest = Buffer.alloc(0)

  push(chunk: Buffer): Buffer[] {
    this.#rest = Buffer.concat([this.#rest, chunk])
    const frames: Buffer[] = []
    for (let length = frameLength(this.#rest); length !== null; length = frameLength(this.#rest)) {
      frames.push(this.#rest.subarray(0, length))
      this.#rest = this.#rest.subarray(length)
    }
    return frames
  }
}

/** The length of the first frame, or null when it is not complete. */
function frameLength(bytes: Buffer): number | null {
  const { header, payload } = layoutOf(bytes)
  return header !== null && bytes.length >= header + payload ? header + payload : null
}

function layoutOf(bytes: Buffer): { header: number | null; payload: number } {
  if (bytes.length < 2) return { header: null, payload: 0 }
  const masked = (bytes[1]! & 0x80) !== 0 ? MASK_BYTES : 0
  const short = bytes[1]! & 0x7f
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0
  if (bytes.length < 2 + extended) return { header: null, payload: 0 }
  const payload =
    extended === 0
      ? short
      : extended === 2
        ? bytes.readUInt16BE(2)
        : Number(bytes.readBigUInt64BE(2))
  return { header: 2 + extended + masked, payload }
}

/** The text of a frame. */
export function textOf(frame: Buffer): string {
  const header = layoutOf(frame).header ?? frame.length
  const payload = Buffer.from(frame.subarray(header))
  if ((frame[1]! & 0x80) === 0) return payload.toString()
  const mask = frame.subarray(header - MASK_BYTES, header)
  return Buffer.from(payload.map((byte, at) => byte ^ mask[at % MASK_BYTES]!)).toString()
}
