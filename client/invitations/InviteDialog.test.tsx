// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { RequestError } from '../requests/request-error.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { InviteDialog } from './InviteDialog.tsx'

afterEach(cleanup)

interface Draft {
  client_id: string
  days: number | null
}

/** The relay makes a link for each id. The answers to the first requests are lost. */
function dialog(lost: number) {
  const messenger = stageMessenger()
  const drafts: Draft[] = []
  const ask = vi.fn(async (method: string, _path: string, draft: Draft) => {
    if (method === 'GET') return { items: [], next_cursor: null }
    if (drafts.push(draft) <= lost) throw new RequestError('network')
    return { token: `of-${draft.client_id}` }
  })
  messenger.rooms.ask.mockImplementation(ask as never)
  stage(<InviteDialog group={null} onClose={() => undefined} />, { messenger })
  const make = async (times: number) => {
    fireEvent.click(screen.getByRole('button', { name: 'Make link' }))
    await waitFor(() => expect(drafts).toHaveLength(times))
    if (times <= lost) await screen.findByRole('alert')
  }
  const ids = () => drafts.map(({ client_id }) => client_id)
  return { make, ids, drafts }
}

test('after a lost answer, a second click asks for the same link', async () => {
  const { make, ids } = dialog(1)
  await make(1)
  await make(2)
  const field = await screen.findByRole('textbox', { name: 'Invitation link' })
  expect(ids()[1]).toBe(ids()[0])
  expect((field as HTMLInputElement).value).toContain(`/join/of-${ids()[0]}`)
})

const choose = (name: string) =>
  act(async () => fireEvent.click(screen.getByRole('radio', { name })))

test('another choice is another link', async () => {
  const { make, ids, drafts } = dialog(2)
  await make(1)
  await choose('After 1 day')
  await make(2)
  await choose('1 person')
  await make(3)
  expect(new Set(ids()).size).toBe(3)
  expect(drafts).toMatchObject([
    { days: 7, max_uses: null },
    { days: 1, max_uses: null },
    { days: 1, max_uses: 1 },
  ])
})
