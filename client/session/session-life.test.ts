import { expect, test } from 'vitest'
import { walkLife } from '../testing/walk-life.ts'
import { createSessionLife, sessionLife } from './session-life.ts'

test('every state of a session can be reached, and none is final: a sign-in is always possible', () => {
  const { reached, states, final } = walkLife(sessionLife, 'starting')
  expect(reached).toEqual(states)
  expect(final).toEqual([])
})

test('from every state a sign-in leads to the bridge, and a log-out to the sign-in', () => {
  for (const [state, events] of Object.entries(sessionLife)) {
    expect(events, state).toMatchObject({ bridge: 'bridging', ended: 'signed_out' })
  }
})

test('an event that the state does not know changes nothing and tells nobody', () => {
  const life = createSessionLife()
  let told = 0
  life.subscribe(() => told++)
  expect(life.become('found_elsewhere', { kind: 'bridging' })).toBe(false)
  expect(life.get()).toEqual({ kind: 'starting' })
  expect(told).toBe(0)
})
