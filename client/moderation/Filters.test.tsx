// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { RequestError } from '../requests/request-error.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { Filters } from './Filters.tsx'

afterEach(cleanup)

const NONE = 'There is no filter.'

test('filters that could not be loaded are not said to be none, and can be asked for again', async () => {
  const messenger = stageMessenger()
  const filter = { id: 'f1', kind: 'word', value: 'viagra', action: 'block' }
  messenger.moderation.ask
    .mockRejectedValueOnce(new RequestError('network'))
    .mockResolvedValue({ items: [filter] })
  stage(<Filters />, { messenger })
  expect(screen.queryByText(NONE)).toBeNull()
  await screen.findByRole('alert')
  expect(screen.queryByText(NONE)).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Retry' }))
  expect(await screen.findByText('viagra')).toBeDefined()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('that there is no filter is said only when the relay says so', async () => {
  const messenger = stageMessenger()
  messenger.moderation.ask.mockResolvedValue({ items: [] })
  stage(<Filters />, { messenger })
  expect(await screen.findByText(NONE)).toBeDefined()
})
