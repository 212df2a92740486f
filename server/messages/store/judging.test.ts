import { expect, test } from 'vitest'
import type { Sql } from '../../database/client.ts'
import { silent } from '../../../testing/silence.ts'
import { createJudging, writerWithShownText } from './judging.ts'
import type { MessageWriter } from './message-writer.ts'
import type { NewMessage } from './new-message.ts'

test('a text is read as it is shown only while filters may exist', async () => {
  let answer = async () => [{ judges: true }]
  let look = async () => undefined as void
  const sql = (() => answer()) as unknown as Sql
  const judging = createJudging({ sql, log: silent }, (_milliseconds, task) => {
    look = task
    return () => undefined
  })
  const written: (string | undefined)[] = []
  const inner = {
    write: async ({ shown }: NewMessage) => written.push(shown),
  } as unknown as MessageWriter
  const writer = writerWithShownText(inner, judging)
  const write = (body: string) => writer.write({ body } as NewMessage)

  // Before the first look, nobody knows.
  await write('cas**i**no')
  await write('plain')
  answer = async () => [{ judges: false }]
  await look()
  await write('cas**i**no')
  answer = () => Promise.reject(new Error('the database is away'))
  await look()
  await write('cas**i**no')
  answer = async () => [{ judges: true }]
  await look()
  await write('cas**i**no')
  expect(written).toEqual(['casino', undefined, undefined, 'casino', 'casino'])
})
