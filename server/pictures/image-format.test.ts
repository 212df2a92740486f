import { expect, test } from 'vitest'
import { GIF, JPEG, PNG, pngOf, WEBP, WEBP_EXTENDED, WEBP_LOSSLESS } from '../../testing/images.ts'
import { readImageHeader } from './image-format.ts'

test.each([
  ['png', PNG],
  ['jpeg', JPEG],
  ['gif', GIF],
  ['webp', WEBP],
  ['webp', WEBP_LOSSLESS],
  ['webp', WEBP_EXTENDED],
] as const)('a %s states its size', (format, bytes) => {
  expect(readImageHeader(bytes)).toEqual({ format, width: 3, height: 2 })
})

test('a size is read whole', () => {
  expect(readImageHeader(pngOf(70_000, 66_000))).toMatchObject({ width: 70_000, height: 66_000 })
})

test.each([PNG, JPEG, GIF, WEBP, WEBP_LOSSLESS, WEBP_EXTENDED])(
  'the beginning of a picture alone is no picture (%#)',
  (bytes) => {
    for (let length = 0; length < bytes.length; length += 1) {
      const header = readImageHeader(bytes.subarray(0, length))
      expect(header ?? { width: 3, height: 2 }).toMatchObject({ width: 3, height: 2 })
    }
  },
)

test.each([
  '',
  '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  '<?xml version="1.0"?><svg/>',
  '<!doctype html><title>GIF89a</title>',
  'BM bitmap',
  '\x00\x00\x01\x00 icon',
  'RIFF....AVI LIST',
])('this is no picture: %j', (text) => {
  expect(readImageHeader(Buffer.from(text, 'latin1'))).toBe(null)
})

test('a JPEG whose segments never end is left at the end of its bytes', () => {
  const fill = Buffer.alloc(4096, 0xff)
  fill.writeUInt16BE(0xffd8)
  expect(readImageHeader(fill)).toBe(null)
})
