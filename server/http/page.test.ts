import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { servePage } from './page.ts'
import type { App } from './types.ts'

const folder = mkdtempSync(join(tmpdir(), 'parley-page-'))
const app = fastify() as unknown as App
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<p>the page')
  writeFileSync(join(folder, 'assets/index-abc.js'), '1')
  await servePage(app, folder)
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

const get = async (url: string, accept = 'text/html,*/*') => {
  const { statusCode, headers, body } = await app.inject({ url, headers: { accept } })
  return [statusCode, headers['cache-control'], body.includes('the page')]
}

test('the page is asked for each time, and its files with a hash are kept', async () => {
  expect(await get('/')).toEqual([200, 'no-cache', true])
  expect(await get('/assets/index-abc.js')).toEqual([
    200,
    'public, max-age=31536000, immutable',
    false,
  ])
})

test('an address that a browser navigates to is the page, and any other is not found', async () => {
  expect(await get('/c/1?tab=people')).toEqual([200, 'no-cache', true])
  expect(await get('/assets/gone.js', '*/*')).toEqual([404, 'no-store', false])
  expect(await get('/api/nothing')).toEqual([404, 'no-store', false])
})
