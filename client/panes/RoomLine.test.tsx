// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { conversation } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import RoomLine from './RoomLine.tsx'

afterEach(cleanup)

test.each([
  [0, '1 inside'],
  [3, '3 inside'],
])('with %i people counted, the one who reads it is among them: %s', async (inside, expected) => {
  const messenger = stageMessenger()
  messenger.rooms.ask.mockImplementation(async () => ({ inside }))
  stage(<RoomLine conversation={conversation({ id: 'roses', kind: 'HANGOUT' })} />, { messenger })
  expect(await screen.findByText(expected)).toBeTruthy()
})
