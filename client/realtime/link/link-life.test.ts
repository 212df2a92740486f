import { expect, test } from 'vitest'
import { walkLife } from '../../testing/walk-life.ts'
import { linkLife } from './link-life.ts'

test('every state of the socket can be reached, and only a stopped link is final', () => {
  const { reached, states, final } = walkLife(linkLife, 'resting')
  expect(reached).toEqual(states)
  expect(final).toEqual(['stopped'])
})

test('every state but the final one can be stopped, and ends with the session', () => {
  for (const [state, events] of Object.entries(linkLife)) {
    if (state === 'stopped') continue
    expect(events, state).toMatchObject({ stop: 'stopped', session_ended: 'resting' })
  }
})
