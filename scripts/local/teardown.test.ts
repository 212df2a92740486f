import { expect, test } from 'vitest'
import { Teardown } from './teardown.ts'

test('runs the steps in the opposite order', async () => {
  const undone: string[] = []
  const teardown = new Teardown()
  for (const name of ['lock', 'database', 'relay']) {
    await teardown.adopt(Promise.resolve(name), (started) => undone.push(started))
  }
  await teardown.run()
  expect(undone).toEqual(['relay', 'database', 'lock'])
})

test('waits for a part that is still starting after another part has failed', async () => {
  const undone: string[] = []
  const teardown = new Teardown()
  const { promise, resolve } = deferred<string>()
  const both = Promise.all([
    teardown.adopt(promise, (started) => undone.push(started)),
    teardown.adopt(Promise.reject(new Error('no page')), () => undone.push('page')),
  ])
  await expect(both).rejects.toThrow('no page')
  const ran = teardown.run()
  resolve('database')
  await ran
  expect(undone).toEqual(['database'])
})

test('a step that fails does not stop the other steps', async () => {
  const undone: string[] = []
  const teardown = new Teardown()
  teardown.add(() => undone.push('lock'))
  teardown.add(() => Promise.reject(new Error('relay hangs')))
  await expect(teardown.run()).rejects.toThrow(AggregateError)
  expect(undone).toEqual(['lock'])
})

function deferred<T>() {
  let resolve!: (value: T) => void
  const promise = new Promise<T>((settle) => (resolve = settle))
  return { promise, resolve }
}
