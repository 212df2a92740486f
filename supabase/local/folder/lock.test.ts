import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../../../testing/folders.ts'
import { acquireLock, refuseWhileLocked } from './lock.ts'
import { identify } from './process-identity.ts'

let folder: string
beforeEach(() => void (folder = temporaryFolder()))
afterEach(() => removeFolder(folder))

const lockedBy = (holder: object) =>
  writeFileSync(join(folder, 'lock'), JSON.stringify({ url: 'http://localhost:1', ...holder }))

test('a locked folder is refused with the address of Parley, a released one is not', () => {
  const lock = acquireLock(folder, 'http://localhost:8002')
  const refusal = `Parley is already running here (pid ${process.pid}, http://localhost:8002).`
  expect(() => acquireLock(folder, 'http://localhost:9')).toThrow(refusal)
  expect(() => refuseWhileLocked(folder)).toThrow(refusal)
  lock.release()
  expect(existsSync(join(folder, 'lock'))).toBe(false)
  acquireLock(folder, 'http://localhost:9').release()
})

test('the lock of a dead process is taken over', () => {
  lockedBy({ pid: 2 ** 22 + 1, started: '1' })
  expect(() => acquireLock(folder, 'http://localhost:8002')).not.toThrow()
})

test.runIf(existsSync('/proc/self/stat'))(
  'the lock of a process whose pid was reused is taken over too',
  () => {
    lockedBy({ pid: process.pid, started: `${Number(identify().started) - 1}` })
    expect(() => acquireLock(folder, 'http://localhost:8002')).not.toThrow()
  },
)

test('releasing never removes the lock of a successor', () => {
  const mine = acquireLock(folder, 'http://localhost:8002')
  lockedBy({ pid: process.pid, started: null })
  mine.release()
  expect(existsSync(join(folder, 'lock'))).toBe(true)
})
