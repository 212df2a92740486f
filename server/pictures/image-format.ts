/** The kinds of picture that the relay sends on. SVG is not one of them: it is a document that can hold scripts. */
export type ImageFormat = 'png' | 'jpeg' | 'gif' | 'webp'

export interface ImageHeader {
  format: ImageFormat
  width: number
  height: number
}

const text = (bytes: Buffer, start: number, end: number) => bytes.toString('latin1', start, end)

/**
 * Reads the kind and the size of a picture from its first bytes, whatever its sender says that it is. Null for all
 * that is not a complete header of a known kind.
 */
export function readImageHeader(bytes: Buffer): ImageHeader | null {
  try {
    return readPng(bytes) ?? readGif(bytes) ?? readWebp(bytes) ?? readJpeg(bytes)
  } catch (error) {
    // The header ends before the fields that it should have.
    if (error instanceof RangeError) return null
    throw error
  }
}

function readPng(bytes: Buffer): ImageHeader | null {
  if (text(bytes, 0, 8) !== '\x89PNG\r\n\x1a\n' || text(bytes, 12, 16) !== 'IHDR') return null
  return { format: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

function readGif(bytes: Buffer): ImageHeader | null {
  if (!/^GIF8[79]a$/.test(text(bytes, 0, 6))) return null
  return { format: 'gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
}

function readWebp(bytes: Buffer): ImageHeader | null {
  if (text(bytes, 0, 4) !== 'RIFF' || text(bytes, 8, 12) !== 'WEBP') return null
  switch (text(bytes, 12, 16)) {
    case 'VP8X':
      return {
        format: 'webp',
        width: bytes.readUIntLE(24, 3) + 1,
        height: bytes.readUIntLE(27, 3) + 1,
      }
    case 'VP8L': {
      const sizes = bytes.readUInt32LE(21)
      return { format: 'webp', width: (sizes & 0x3fff) + 1, height: ((sizes >> 14) & 0x3fff) + 1 }
    }
    case 'VP8 ':
      return {
        format: 'webp',
        width: bytes.readUInt16LE(26) & 0x3fff,
        height: bytes.readUInt16LE(28) & 0x3fff,
      }
    default:
      return null
  }
}

/** The segments of a JPEG that state its size: SOF0 to SOF15, without DHT, JPG and DAC. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function readJpeg(bytes: Buffer): ImageHeader | null {
  if (bytes.readUInt16BE(0) !== 0xffd8) return null
  let at = 2
  while (bytes.readUInt8(at) === 0xff) {
    const marker = bytes.readUInt8(at + 1)
    if (isFrame(marker)) {
      return {
        format: 'jpeg',
        width: bytes.readUInt16BE(at + 7),
        height: bytes.readUInt16BE(at + 5),
      }
    }
    // A fill byte has no length. Each other segment is at least as long as the field of its length.
    at += marker === 0xff ? 1 : 2 + Math.max(2, bytes.readUInt16BE(at + 2))
  }
  return null
}
