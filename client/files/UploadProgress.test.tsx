// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { Notes } from '../requests/Notes.tsx'
import { stage, stageMessenger } from '../testing/stage.tsx'
import UploadProgress from './UploadProgress.tsx'

afterEach(cleanup)

test('a message that cannot be taken back says so', async () => {
  const messenger = stageMessenger()
  const shown = (
    <Notes>
      <UploadProgress clientId="m1" files={[{ name: 'plan.pdf', size: 10 }]} />
    </Notes>
  )
  stage(shown, { messenger })
  messenger.outbox.files.mockRejectedValue(new Error('a new version was installed'))
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  expect((await screen.findByRole('alert')).textContent).toBe('That did not work. Try again.')
})
