// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { RequestError } from '../../requests/request-error.ts'
import { ADA, message } from '../../testing/fixtures.ts'
import { stage, stageMessenger } from '../../testing/stage.tsx'
import RemoveMessage from './RemoveMessage.tsx'

afterEach(cleanup)

test('a failed deletion says why, and can be tried again', async () => {
  const messenger = stageMessenger()
  messenger.messages.remove.mockRejectedValueOnce(new RequestError('network'))
  const onClose = vi.fn<() => void>()
  stage(<RemoveMessage message={message(1, { sender_id: ADA })} onClose={onClose} />, {
    messenger,
  })
  const button = screen.getByRole('button', { name: 'Delete' })
  await userEvent.click(button)
  expect(screen.getByRole('alert').textContent).toContain('There is no connection')
  expect(onClose).not.toHaveBeenCalled()
  await userEvent.click(button)
  expect(onClose).toHaveBeenCalledOnce()
})
