import { expect, test } from 'vitest'
import { createUploadLocker } from './upload-lock.ts'

const never = new AbortController().signal

test('one request at a time has the lock, and is asked to end when another waits', async () => {
  const locker = createUploadLocker()
  const [first, second] = [locker.newLock('a'), locker.newLock('a')]
  let asked = 0
  const order: string[] = []
  await first.lock(never, () => void (asked += 1))
  const waiting = second.lock(never, () => undefined).then(() => order.push('second'))
  await locker.newLock('b').lock(never, () => undefined)
  order.push('another upload')
  expect(asked).toBe(1)
  await first.unlock()
  await waiting
  expect(order).toEqual(['another upload', 'second'])
})

test('a request that is ended does not wait any longer', async () => {
  const locker = createUploadLocker()
  await locker.newLock('a').lock(never, () => undefined)
  const ended = new AbortController()
  const waiting = locker.newLock('a').lock(ended.signal, () => undefined)
  ended.abort(new Error('ended'))
  await expect(waiting).rejects.toThrow('ended')
})
