// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest'
import { createBrowser, SESSION } from '../testing/fake-session.ts'

beforeEach(() => {
  localStorage.clear()
})

describe('signing in', () => {
  test('leads through the bridge', async () => {
    const { openTab } = createBrowser()
    const { controller, states, state } = openTab()
    await controller.start()
    expect(await controller.signInWithPassword('ada@example.com', 'x')).toEqual({ kind: 'done' })
    await expect.poll(() => state().kind).toBe('ready')
    expect(states).toEqual(['signed_out', 'bridging', 'ready'])
  })

  test('a recovery code leads to the question for a new password', async () => {
    const { openTab } = createBrowser()
    const { controller, state } = openTab()
    await controller.start()
    await controller.verifyCode({ email: 'ada@example.com', purpose: 'recovery' }, '123456')
    expect(state()).toEqual({ kind: 'new_password' })
  })

  test('when the bridge fails, the cause and the request id are told, and Retry runs it again', async () => {
    const { refuse, recover, openTab } = createBrowser()
    refuse(SESSION.bridge, 'unavailable', { status: 503, requestId: 'r-1', retryAfter: 5 })
    const { controller, state } = openTab()
    await controller.start()
    await controller.signInWithPassword('ada@example.com', 'x')
    await expect.poll(() => state().kind).toBe('failed')
    expect(state()).toEqual({
      kind: 'failed',
      cause: 'unavailable',
      requestId: 'r-1',
      retryAfter: 5,
    })
    recover(SESSION.bridge)
    await controller.retry()
    expect(state().kind).toBe('ready')
  })
})

test('the enabled methods are asked for once, and again after a failure', async () => {
  const { openTab } = createBrowser()
  const { controller } = openTab()
  await expect(controller.methods()).rejects.toMatchObject({ code: 'network' })
  await controller.start()
  expect(await controller.methods()).toMatchObject({ password: true, providers: [], signUp: true })
})
