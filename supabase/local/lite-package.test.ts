import { once } from 'node:events'
import { expect, test } from 'vitest'
import './database/migrations.ts'
import './auth/lite.ts'

test('Node can warn with an Error while the small server runs', async () => {
  const warned = once(process, 'warning')
  process.emitWarning(new Error('a warning of a test'))
  expect(await warned).toMatchObject([{ message: 'a warning of a test' }])
})
