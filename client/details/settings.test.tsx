// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { RequestError } from '../requests/request-error.ts'
import { conversation } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { DisappearingMessages } from './DisappearingMessages.tsx'
import { OwnSettings } from './OwnSettings.tsx'

afterEach(cleanup)

const choose = (name: string) => userEvent.click(screen.getByRole('radio', { name }))

/** A relay that answers when the test says so. */
function slowAnswers() {
  const waiting: (() => void)[] = []
  return {
    later: () => new Promise<void>((resolve) => waiting.push(resolve)),
    answer: () => waiting.shift()!(),
  }
}

test('whoever chooses again while the first choice is on its way means the last one', async () => {
  const messenger = stageMessenger()
  const { later, answer } = slowAnswers()
  messenger.conversations.changeLifetime.mockImplementation(later)
  stage(<DisappearingMessages conversation={conversation()} />, { messenger })
  for (const span of ['1 hour', '8 hours', '1 day']) await choose(span)
  expect(screen.getByRole('radio', { name: '1 day' })).toHaveProperty('checked', true)
  expect(messenger.conversations.changeLifetime.mock.calls).toEqual([['c1', 3_600]])
  answer()
  await waitFor(() =>
    expect(messenger.conversations.changeLifetime.mock.calls).toEqual([
      ['c1', 3_600],
      ['c1', 86_400],
    ]),
  )
  answer()
})

test('two settings that are changed one after the other are both saved, also when the first is refused', async () => {
  const messenger = stageMessenger()
  const { later, answer } = slowAnswers()
  messenger.conversations.changeOwn
    .mockImplementationOnce(() => later().then(() => Promise.reject(new RequestError('network'))))
    .mockImplementation(later)
  stage(<OwnSettings conversation={conversation()} />, { messenger })
  await choose('Mentions of me')
  await userEvent.click(screen.getByRole('switch', { name: 'Mute' }))
  expect(messenger.conversations.changeOwn).toHaveBeenCalledExactlyOnceWith('c1', {
    notify: 'mentions',
  })
  answer()
  await waitFor(() =>
    expect(messenger.conversations.changeOwn).toHaveBeenLastCalledWith('c1', { muted: true }),
  )
  expect(screen.getByRole('alert')).toBeTruthy()
  answer()
})
