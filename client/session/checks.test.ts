// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { createChecks } from './checks.ts'
import { createBrowser, SESSION, signedIn } from '../testing/fake-session.ts'

const current = { migration: '2', needed: '2', is_current: true }

test('with a person signed in every step is fine, and the session stays the same', async () => {
  const { controller, state, answer } = await signedIn()
  answer('GET /api/database', () => ({ ...current, missing_attachments: [] }))
  const before = state()
  const checks = controller.checks(createChecks)
  expect(await checks.server()).toEqual({ kind: 'ok', version: '1' })
  for (const look of [checks.signedIn, checks.bridge, checks.cookie]) {
    expect(await look()).toEqual({ kind: 'ok', version: null })
  }
  expect(await checks.database()).toEqual({ kind: 'ok', version: '2' })
  expect(state()).toBe(before)
})

test('without a sign-in the check says so, and asks for no session', async () => {
  const { openTab, calls } = createBrowser()
  const { controller } = openTab()
  await controller.start()
  expect(await controller.checks(createChecks).signedIn()).toMatchObject({ cause: 'signed_out' })
  expect(calls).not.toContain(SESSION.bridge)
})

test('a bridge that fails says why, and leaves a live session alone', async () => {
  const { controller, state, refuse } = await signedIn()
  refuse(SESSION.bridge, 'unavailable', { status: 503, requestId: 'request-1' })
  expect(await controller.checks(createChecks).bridge()).toEqual({
    kind: 'failed',
    cause: 'unavailable',
    requestId: 'request-1',
  })
  expect(state().kind).toBe('ready')
})

test('a bridge that waits for the second step says so', async () => {
  const { controller, refuse } = await signedIn()
  refuse(SESSION.bridge, 'second_factor_needed', { status: 401 })
  expect(await controller.checks(createChecks).bridge()).toMatchObject({
    kind: 'failed',
    cause: 'second_factor_needed',
  })
})

test("the doctor's check mends a session that had failed", async () => {
  const { browser, openTab, refuse, recover } = createBrowser()
  browser.stored = 'ada'
  const { controller, state } = openTab()
  refuse(SESSION.bridge, 'unavailable', { status: 503 })
  await controller.start()
  expect(state().kind).toBe('failed')
  recover(SESSION.bridge)
  expect(await controller.checks(createChecks).bridge()).toMatchObject({ kind: 'ok' })
  expect(state().kind).toBe('ready')
})

test('the check opens no page to a person who has to choose a password first', async () => {
  const { browser, openTab, refuse, recover } = createBrowser()
  browser.stored = 'ada'
  const { controller, state } = openTab()
  refuse(SESSION.bridge, 'unavailable', { status: 503 })
  await controller.start()
  expect(state().kind).toBe('failed')
  recover(SESSION.bridge)
  browser.passwordWanted = 'new'
  await controller.checks(createChecks).bridge()
  expect(state()).toEqual({ kind: 'new_password' })
})

test('a page that could not load its settings loads them when the server is back', async () => {
  const { browser, openTab } = createBrowser()
  browser.stored = 'ada'
  browser.isOffline = true
  const { controller, state } = openTab()
  await controller.start()
  expect(await controller.checks(createChecks).server()).toMatchObject({ cause: 'network' })
  browser.isOffline = false
  expect(await controller.checks(createChecks).server()).toMatchObject({ kind: 'ok' })
  expect(state().kind).toBe('ready')
})

test('a database that is not ready is told apart from a server that is away', async () => {
  const { controller, refuse } = await signedIn()
  refuse('GET /api/database', 'unavailable', { status: 503 })
  expect(await controller.checks(createChecks).database()).toMatchObject({ cause: 'not_ready' })
  refuse('GET /api/database', 'network')
  expect(await controller.checks(createChecks).database()).toMatchObject({ cause: 'network' })
})

test('a database that lacks a migration is reported with its state', async () => {
  const { controller, answer } = await signedIn()
  const database = {
    migration: '1',
    needed: '2',
    is_current: false,
    missing_attachments: [],
    reindexed: null,
  }
  answer('GET /api/database', () => database)
  expect(await controller.checks(createChecks).database()).toEqual({ kind: 'outdated', database })
})

test("a wrong setting is reported in the server's own sentence", async () => {
  const { controller, answer } = await signedIn()
  answer('GET /api/installation', () => ({ problems: [] }))
  expect(await controller.checks(createChecks).installation()).toEqual({
    kind: 'ok',
    version: null,
  })
  answer('GET /api/installation', () => ({ problems: [{ code: 'x', message: 'Mend this.' }] }))
  expect(await controller.checks(createChecks).installation()).toEqual({
    kind: 'misconfigured',
    reasons: ['Mend this.'],
  })
})

test('a database that lost its triggers is told apart from one that is fine', async () => {
  const { controller, answer } = await signedIn()
  answer('GET /api/database', () => ({ ...current, missing_attachments: ['parley_sign_in_ended'] }))
  expect(await controller.checks(createChecks).database()).toMatchObject({
    kind: 'failed',
    cause: 'lost_triggers',
  })
})
