import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filler, startupOf } from './startup.ts'

function startup(settings: Record<string, string>): Buffer {
  const body = Object.entries(settings).map(([name, value]) => `${name}\0${value}\0`)
  const bytes = Buffer.from(`\0\0\0\0\0\u0003\0\0${body.join('')}\0`)
  bytes.writeUInt32BE(bytes.length)
  return bytes
}

const plain = { user: 'postgres', database: 'ünïcode', application_name: 'parley-relay' }

test('the startup message is sent without its filler, and without what was collected before it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (collected) => {
      const chunk = Buffer.concat([collected, startup({ ...plain, ...filler })])
      expect(startupOf(chunk)).toEqual(startup(plain))
    }),
  )
})

test('several startup messages in one chunk leave the last one', () => {
  const one = startup({ ...plain, ...filler })
  expect(startupOf(Buffer.concat([one, one, one]))).toEqual(startup(plain))
})

test('a chunk without a filler stays as it is', () => {
  expect(startupOf(startup(plain))).toEqual(startup(plain))
})
