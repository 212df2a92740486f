import { deflateSync, gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { GIF, JPEG, pngOf, PNG, WEBP } from './images.ts'

/** What must be nowhere in a picture that was drawn anew. */
export const PAYLOAD = '<script>alert(document.cookie)</script>'

interface HostileFile {
  what: string
  bytes: Buffer
  /** Null: refused. Otherwise what it is, by its bytes. */
  kind: 'picture' | 'video' | 'other' | null
}

const text = (body: string) => Buffer.from(body)
const other = (what: string, bytes: Buffer): HostileFile => ({ what, bytes, kind: 'other' })
const refused = (what: string, bytes: Buffer): HostileFile => ({ what, bytes, kind: null })
const picture = (what: string, bytes: Buffer): HostileFile => ({ what, bytes, kind: 'picture' })

/** Files that people with bad intentions send. */
export async function hostileFiles(): Promise<HostileFile[]> {
  return [
    other('an SVG with a script', text(`<svg xmlns="http://www.w3.org/2000/svg">${PAYLOAD}</svg>`)),
    other('an SVG with an XML header', text(`<?xml version="1.0"?><svg>${PAYLOAD}</svg>`)),
    other('a compressed SVG', gzipSync(`<svg>${PAYLOAD}</svg>`)),
    other('an HTML page with a script', text(`<!doctype html>${PAYLOAD}`)),
    other('XML that grows without end', text(BILLION_LAUGHS)),
    other(
      'a drawing program of ImageMagick',
      text("push graphic-context\nimage over 0,0 0,0 'url(x)'"),
    ),
    other('a program for Windows', Buffer.concat([text('MZ'), Buffer.alloc(200)])),
    other('a program for Linux', Buffer.concat([text('\x7fELF\x02\x01\x01'), Buffer.alloc(200)])),
    other('a PDF with a script', text('%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>endobj')),
    other('a program of PostScript', text('%!PS-Adobe-3.0\n(%pipe%id) (r) file')),
    other('an archive that grows', gzipSync(Buffer.alloc(20_000_000))),
    other('a single byte', Buffer.from([0])),
    other('a bitmap', Buffer.concat([text('BM'), Buffer.alloc(100)])),
    other('a TIFF', await sharp(PNG).tiff().toBuffer()),
    { what: 'a page behind the mark of a video', bytes: fakeVideo(), kind: 'video' },
    refused('a script that begins like a GIF', text(`GIF89a/*\x00\x00*/=1;${PAYLOAD}`)),
    other('random bytes behind the mark of a PNG', Buffer.concat([PNG.subarray(0, 8), noise(400)])),
    refused('half a JPEG', (await photo()).subarray(0, 2_000)),
    refused('half a WebP', WEBP.subarray(0, 30)),
    refused('a PNG that claims a size it does not have', pngOf(50_000, 50_000)),
    refused('a PNG of 100 million pixels in 13 kB', largePng(10_000, 10_000)),
    picture('a GIF with a canvas of 60,000 by 60,000', gif(60_000, 60_000, 1)),
    picture('a GIF that is followed by a page', Buffer.concat([GIF, text(PAYLOAD)])),
    picture(
      'a JPEG that is followed by an archive',
      Buffer.concat([JPEG, text(`PK\x03\x04${PAYLOAD}`)]),
    ),
    picture('a PNG with a text', pngWithText(PAYLOAD)),
    picture('a GIF with a comment', gif(2, 2, 1, PAYLOAD)),
    picture('a photo with its place, its author and a script', await photo()),
    picture('an animation of 2,000 frames', gif(2, 2, 2_000)),
    picture('an animation of 115 million pixels', gif(1_200, 1_200, 80)),
  ]
}

const BILLION_LAUGHS = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>`

const noise = (size: number) =>
  Buffer.from(Array.from({ length: size }, (_, n) => (n * 7919) % 256))

const fakeVideo = () =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), text('ftypisom\0\0\0\0isommp42'), text(PAYLOAD)])

/** A photo that lies on its side. */
export const photo = () =>
  sharp(noise(120 * 60 * 3), { raw: { width: 120, height: 60, channels: 3 } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Artist: PAYLOAD },
      IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' },
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${PAYLOAD}</x:xmpmeta>`)
    .jpeg()
    .toBuffer()

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = Buffer.concat([text(type), data])
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

const pngWithText = (body: string) =>
  Buffer.concat([PNG.subarray(0, 33), chunk('tEXt', text(`Comment\0${body}`)), PNG.subarray(33)])

/** A real picture of one colour, one bit for each pixel. */
function largePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const rows = deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8))))
  return Buffer.concat([
    PNG.subarray(0, 8),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Each frame draws one pixel of a canvas, and the reader has to draw the whole canvas for it. */
function gif(width: number, height: number, frames: number, comment?: string): Buffer {
  const header = Buffer.concat([
    text('GIF89a'),
    Buffer.alloc(4),
    Buffer.from([0x80, 0, 0, 255, 0, 0, 0, 0, 0]),
  ])
  header.writeUInt16LE(width, 6)
  header.writeUInt16LE(height, 8)
  const loops = Buffer.from('21ff0b4e45545343415045322e300301000000', 'hex')
  const remark =
    comment === undefined
      ? []
      : [Buffer.from([0x21, 0xfe, comment.length]), text(comment), Buffer.from([0])]
  const frame = Buffer.from('21f90400000000002c0000000001000100000202440100', 'hex')
  return Buffer.concat([
    header,
    ...(frames > 1 ? [loops] : []),
    ...remark,
    ...Array.from({ length: frames }, () => frame),
    Buffer.from([0x3b]),
  ])
}
