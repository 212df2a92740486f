import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { GIF, JPEG, pngOf, PNG, WEBP } from './images.ts'

/** What must be nowhere in a picture that was drawn anew. */
export const PAYLOAD = '<script>alert(document.cookie)</script>'

interface HostileFile {
  what: string
  bytes: Buffer
  /** Null: refused. Otherwise what it is, by its bytes. */
  kind: 'picture' | 'video' | 'audio' | 'other' | null
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
    picture('a PNG that moves and has a text', pngThatMoves(PAYLOAD)),
    picture('a GIF with a comment', gif(2, 2, 1, PAYLOAD)),
    picture('a photo with its place, its author and a script', await photo()),
    picture('an animation of 2,000 frames', gif(2, 2, 2_000)),
    picture('an animation of 115 million pixels', gif(1_200, 1_200, 80)),
    picture('a WebP of 600 frames', await webpOf(600)),
    other('an AVIF that claims 65,535 by 65,535', container('avif', '\0\0\xff\xff\0\0\xff\xff')),
    other('a HEIC with a script', container('heic', PAYLOAD)),
    other('a JPEG XL', Buffer.from('0000000c4a584c200d0a870a00000014', 'hex')),
    other('an icon', Buffer.concat([Buffer.from('00000100010010100000', 'hex'), noise(200)])),
    other('a file of Photoshop', text('8BPS\0\x01\0\0\0\0\0\0\0\x03\xff\xff\xff\xff')),
    { what: 'a video that names another address', bytes: videoElsewhere(), kind: 'video' },
    { what: 'a recording that lasts for ever', bytes: endlessOgg(), kind: 'audio' },
    { what: 'a sound longer than its file', bytes: longWave(), kind: 'audio' },
    {
      what: 'a tag of music that claims 256 MB',
      bytes: Buffer.from('4944330400007f7f7f7f', 'hex'),
      kind: 'audio',
    },
    other('a document that grows to 60 MB', zipOf('[Content_Types].xml', 60_000_000)),
    other('a book that grows to 60 MB', zipOf('mimetype', 60_000_000)),
    other('an archive with a path in a name', zipOf('../../etc/passwd', 10)),
    refused('a JPEG that claims 65,535 by 65,535', jpegOf(65_535, 65_535)),
    refused('a PNG without height', pngOf(10, 0)),
  ]
}

const BILLION_LAUGHS = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>`

const noise = (size: number) =>
  Buffer.from(Array.from({ length: size }, (_, n) => (n * 7919) % 256))

const fakeVideo = () =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), text('ftypisom\0\0\0\0isommp42'), text(PAYLOAD)])

/** A file of the family of MP4: its brand, and what follows. */
function container(brand: string, rest: string): Buffer {
  const mark = Buffer.concat([text(`ftyp${brand}`), Buffer.alloc(4), text(brand)])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(mark.length + 4)
  return Buffer.concat([size, mark, Buffer.from(rest, 'latin1')])
}

/** Its data are said to lie at an address, which a player that trusts it would ask. */
const videoElsewhere = () =>
  container('isom', '\0\0\0\x2cdref\0\0\0\0\0\0\0\x01\0\0\0\x1curl \0\0\0\0http://evil.example/\0')

/** The place in time of its only page is the greatest number there is. */
const endlessOgg = () =>
  Buffer.concat([
    Buffer.from('4f676753000 2ffffffffffffff7f'.replace(' ', ''), 'hex'),
    Buffer.from('01000000 00000000 00000000 0113'.replaceAll(' ', ''), 'hex'),
    text('OpusHead\x01\x02'),
    Buffer.alloc(9),
  ])

const longWave = () =>
  Buffer.concat([text('RIFF'), Buffer.from('ffffffff', 'hex'), text('WAVEfmt '), Buffer.alloc(40)])

/** A small archive with one file, which is as many zeros as are asked for. */
function zipOf(name: string, size: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(size))
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(8, 8)
  header.writeUInt32LE(packed.length, 18)
  header.writeUInt32LE(size, 22)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, text(name), packed])
}

function jpegOf(width: number, height: number): Buffer {
  const bytes = Buffer.from(JPEG)
  const frame = bytes.findIndex((byte, n) => byte === 0xff && (bytes[n + 1] ?? 0) === 0xc0)
  bytes.writeUInt16BE(height, frame + 5)
  bytes.writeUInt16BE(width, frame + 7)
  return bytes
}

/** Each frame is another one, so that the encoder keeps them all. */
const webpOf = (frames: number) =>
  sharp(noise(4 * 4 * 3 * frames), {
    raw: { width: 4, height: 4 * frames, channels: 3, pageHeight: 4 },
  })
    .webp({ lossless: true, effort: 0 })
    .toBuffer()

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

/** It announces frames without end, and has none. */
const pngThatMoves = (body: string) =>
  Buffer.concat([
    PNG.subarray(0, 33),
    chunk('acTL', Buffer.from('7fffffff00000000', 'hex')),
    chunk('tEXt', text(`Comment\0${body}`)),
    PNG.subarray(33),
  ])

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
