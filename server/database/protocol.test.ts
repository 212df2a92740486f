import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFatal, MessageScanner, MessageSplitter, simpleQuery, stateOf } from './protocol.ts'

function messageOf(type: string, body: Buffer): Buffer {
  const header = Buffer.alloc(5)
  header.write(type, 'latin1')
  header.writeUInt32BE(4 + body.length, 1)
  return Buffer.concat([header, body])
}

function cut(bytes: Buffer, places: number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
  return [...ends, bytes.length].map((end, at) => bytes.subarray(at === 0 ? 0 : ends[at - 1], end))
}

const messages = fc.array(
  fc.record({
    type: fc.constantFrom('Z', 'D', 'T', 'E', 'S'),
    body: fc.uint8Array({ maxLength: 40 }),
  }),
)

test('messages are separated correctly, wherever the network cuts them', () => {
  fc.assert(
    fc.property(messages, fc.array(fc.nat()), (sent, places) => {
      const whole = sent.map(({ type, body }) => messageOf(type, Buffer.from(body)))
      const scanner = new MessageScanner()
      const splitter = new MessageSplitter()
      const types: string[] = []
      const split: Buffer[] = []
      for (const chunk of cut(Buffer.concat(whole), places)) {
        scanner.scan(chunk, (type) => types.push(String.fromCharCode(type)))
        split.push(...splitter.push(chunk))
      }
      expect(types).toEqual(sent.map(({ type }) => type))
      expect(split).toEqual(whole)
    }),
  )
})

test('a statement and an error have the format of PostgreSQL', () => {
  expect(simpleQuery('set a = 1')).toEqual(messageOf('Q', Buffer.from('set a = 1\0')))
  const error = messageOf('E', Buffer.from('SFATAL\0VFATAL\0C28P01\0Mno\0\0'))
  expect(stateOf(error)).toBe('28P01')
  expect(isFatal(error)).toBe(true)
  expect(isFatal(messageOf('E', Buffer.from('SERROR\0VERROR\0C23505\0MVFATAL\0\0')))).toBe(false)
})

test.each([
  ['SASL authentication failed', '28P01'],
  ['no such database: parley', '3D000'],
  ['no more connections allowed (max_client_conn)', '53300'],
  ['unsupported startup parameter: statement_timeout', '08P01'],
])('a refusal of PgBouncer is told apart by its message: %s', (text, state) => {
  const error = messageOf('E', Buffer.from(`SFATAL\0VFATAL\0C08P01\0M${text}\0\0`))
  expect(stateOf(error)).toBe(state)
})
