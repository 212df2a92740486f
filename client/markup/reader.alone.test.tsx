// @vitest-environment happy-dom
import { act, cleanup } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { LastLine } from '../conversations/LastLine.tsx'
import { ADA, BEN, conversation, message } from '../testing/fixtures.ts'
import { stage } from '../testing/stage.tsx'
import { currentFormatted, loadFormatted } from './reader.ts'

afterEach(cleanup)

// The parser is loaded once for all files of a worker, so this file has a worker of its own.
test('a line of the list is drawn again when the parser arrives, and does not load it', async () => {
  const last_message = message(1, { sender_id: BEN, body: '**Look**, @ada', mentions: [ADA] })
  const { container } = stage(
    <LastLine
      conversation={conversation({ last_message })}
      active={false}
      unread={false}
      me={ADA}
    />,
  )
  expect(container.textContent).toBe('**Look**, @ada')
  expect(currentFormatted()).toBeNull()
  await act(loadFormatted)
  expect(container.textContent).toBe('Look, @Ada')
})
