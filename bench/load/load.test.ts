import { expect, test } from 'vitest'
import { readOptions } from '../options.ts'
import { cpuSecondsOf, memoryOf, readStat } from './process-tree.ts'
import { eachTag, tagOf } from './tags.ts'
import { readFrames } from './web-socket.ts'

test('the tags of a frame are found between anything else, and a cut one is not', () => {
  const found: [number, number][] = []
  const frame = `42["message:new",{"body":"${tagOf(7, 0)}abc"},{"body":"${tagOf(12, 345)}"},"~9.9`
  eachTag(Buffer.from(frame), (person, number) => found.push([person, number]))
  expect(found).toEqual([
    [7, 0],
    [12, 345],
  ])
})

test('frames of all lengths are read, and the rest is kept for the next bytes', () => {
  const text = (length: number) => Buffer.from('x'.repeat(length))
  const [short, middle, long] = [text(5), text(300), text(70_000)]
  const head = (payload: Buffer) => {
    if (payload.length < 126) return Buffer.from([0x81, payload.length])
    const bytes = Buffer.alloc(payload.length < 65_536 ? 4 : 10)
    bytes.writeUInt16BE(0x8100 + (bytes.length === 4 ? 126 : 127))
    if (bytes.length === 4) bytes.writeUInt16BE(payload.length, 2)
    else bytes.writeBigUInt64BE(BigInt(payload.length), 2)
    return bytes
  }
  const all = Buffer.concat([short, middle, long].flatMap((payload) => [head(payload), payload]))
  const lengths: number[] = []
  let rest: Buffer = Buffer.alloc(0)
  for (let at = 0; at < all.length; at += 1_000) {
    const bytes = Buffer.concat([rest, all.subarray(at, at + 1_000)])
    rest = readFrames(bytes, (_opcode, payload) => lengths.push(payload.length))
  }
  expect(lengths).toEqual([5, 300, 70_000])
  expect(rest).toHaveLength(0)
})

test('the time of a process counts its ended children, and its name may hold anything', () => {
  const stat = '42 (a ) b) S 7 1 1 0 -1 0 0 0 0 0 100 20 3 4 20 0 1 0 0 0 0'
  expect(readStat(stat)).toEqual({ pid: 42, parent: 7, ticks: 127 })
})

test.runIf(process.platform === 'linux')('this process uses time and memory', () => {
  expect(cpuSecondsOf([process.pid])).toBeGreaterThan(0)
  expect(memoryOf(process.pid)).toBeGreaterThan(1024 * 1024)
})

test('words that the bench does not know are named', () => {
  const names = ['parley', 'ws']
  expect(readOptions(['--only', 'group,pairs'], {}, names)).toMatchObject({
    rows: ['pairs', 'group'],
    peers: names,
    rounds: 5,
    profile: false,
  })
  expect(() => readOptions(['--peers', 'parley,tinode'], {}, names)).toThrow('no tinode')
  expect(() => readOptions([], { BENCH_ROUNDS: 'many' }, names)).toThrow('BENCH_ROUNDS')
})
