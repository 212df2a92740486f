import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestBrowser } from '../../testing/browser.ts'
import { eventually } from '../../testing/eventually.ts'
import { PNG } from '../../testing/images.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import { openTestStorage, type TestStorage } from '../../testing/storage.ts'
import { sendPiece, tus } from '../../testing/uploads.ts'
import { freePort } from '../../supabase/local/cluster/free-port.ts'
import { buildApp } from '../app.ts'
import { readConfig } from '../config.ts'
import type { App } from '../http/types.ts'

/** A whole relay below a path, whose files lie in a bucket. */
const BASE = '/messages'
let relay: TestRelay
let storage: TestStorage
let app: App
let browser: TestBrowser
beforeAll(async () => {
  relay = await openTestRelay()
  storage = await openTestStorage()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  app = await buildApp(
    readConfig({
      ...relay.env,
      ...{ PORT: String(port), PUBLIC_URL: url, PARLEY_BASE_PATH: BASE },
      SUPABASE_JWT_ISSUER: `${relay.env.SUPABASE_URL}/auth/v1`,
      ...{ SUPABASE_URL: new URL(storage.url).origin, SUPABASE_SECRET_KEY: storage.secretKey },
      PARLEY_FILES_BUCKET: 'parley',
    }),
  )
  await app.listen({ port, host: '127.0.0.1' })
  browser = new TestBrowser(url)
  const { access_token } = await relay.auth.signUp()
  const headers = { authorization: `Bearer ${access_token}` }
  await browser.call('POST', `${BASE}/api/auth/session/bridge`, { headers })
})
afterAll(async () => {
  await app.close()
  await storage.close()
  await relay.close()
})

test('a file is uploaded, sent, served and deleted, and its bytes lie in the bucket alone', async () => {
  const call = (method: string, path: string, body?: object) =>
    browser.call(method, `${BASE}/api${path}`, body === undefined ? {} : { body })
  const begun = await tus({ browser }, 'POST', `${BASE}/api/uploads`, {
    headers: { 'upload-length': String(PNG.length) },
  })
  const address = begun.headers.get('location')!
  expect(address).toMatch(/^\/messages\/api\/uploads\/[0-9a-f-]{36}$/)
  expect((await sendPiece({ browser }, address, 0, PNG)).status).toBe(204)
  const id = address.split('/').at(-1)!
  await eventually('the upload is ready', async () => {
    return (await call('GET', `/uploads/${id}`)).body.state === 'ready'
  })

  const group = await call('POST', '/conversations', {
    ...{ kind: 'GROUP', title: 'Group', participant_ids: [(await relay.person('Ben')).id] },
  })
  const draft = { client_id: randomUUID(), body: '', files: [{ id }] }
  const sent = await call('POST', `/conversations/${group.body.id}/messages`, draft)
  expect(sent.body.files).toMatchObject([{ id, kind: 'picture', width: 3, height: 2 }])
  const original = await tus({ browser }, 'GET', `${BASE}/api/files/${id}/original`)
  expect([original.status, original.headers.get('content-type')]).toEqual([200, 'image/png'])
  const { objects } = storage.buckets.get('parley')!
  expect([...objects.keys()].sort()).toEqual([`${id}/original`, `${id}/preview`])
  expect(Buffer.from(await original.arrayBuffer())).toEqual(objects.get(`${id}/original`)!.bytes)

  await call('DELETE', `/messages/${sent.body.id}`)
  const gone = await tus({ browser }, 'GET', `${BASE}/api/files/${id}/original`)
  expect(gone.status).toBe(404)
})
