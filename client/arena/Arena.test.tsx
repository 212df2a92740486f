// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { RequestError } from '../requests/request-error.ts'
import type { Room } from '../../wire/rooms/rooms.ts'
import { conversation } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import Arena from './Arena.tsx'

afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
})

const room = (title: string, change: Partial<Room> = {}): Room => ({
  id: title.toLowerCase(),
  kind: 'HANGOUT',
  title,
  topic: `All about ${title}`,
  history: 'all',
  slow_mode_seconds: 0,
  locked: false,
  closed: false,
  member_count: 12,
  inside: 3,
  active_at: new Date().toISOString(),
  is_member: false,
  ...change,
})

function arena(
  answers: Record<string, () => unknown>,
  { invitedTo = null }: { invitedTo?: string | null } = {},
) {
  const messenger = stageMessenger()
  const ask = vi.fn(async (method: string, path: string): Promise<unknown> => {
    const answer = answers[`${method} ${path}`]
    if (answer === undefined) throw new RequestError('not_found', { status: 404 })
    return answer()
  })
  messenger.rooms.ask.mockImplementation(ask)
  stage(<Arena invitedTo={invitedTo} />, { messenger })
  return { messenger, ask }
}
const list = (...items: Room[]) => ({
  'GET /api/rooms?': () => ({ items, next_cursor: null }),
})

test('each room shows its topic and numbers; joining one adds it to the list and opens it', async () => {
  const joined = conversation({ id: 'roses', kind: 'HANGOUT' })
  const { messenger } = arena({
    ...list(room('Roses'), room('Soil', { is_member: true, locked: true })),
    'PUT /api/rooms/roses/me': () => joined,
  })
  const [roses, soil] = await screen.findAllByRole('listitem')
  expect(roses!.textContent).toContain('All about Roses')
  expect(roses!.textContent).toContain('3 inside · 12 members')
  expect(soil!.textContent).toContain('Locked')
  expect(screen.getByRole('button', { name: 'Open Soil' })).toBeTruthy()
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Join Roses' })))
  expect(messenger.rooms.adopt).toHaveBeenCalledWith(joined)
  expect(location.pathname).toBe('/c/roses')
})

test('a person whom a moderator removed reads why they cannot join', async () => {
  arena({
    ...list(room('Roses')),
    'PUT /api/rooms/roses/me': () => {
      throw new RequestError('forbidden', { status: 403 })
    },
  })
  const join = await screen.findByRole('button', { name: 'Join Roses' })
  await act(async () => fireEvent.click(join))
  expect(screen.getByRole('alert').textContent).toContain('A moderator removed you')
})

test('the search asks the server, and says when nothing was found', async () => {
  const { ask } = arena({
    ...list(room('Roses')),
    'GET /api/rooms?q=thorns': () => ({ items: [], next_cursor: null }),
  })
  await screen.findByRole('listitem')
  const box = screen.getByRole('searchbox', { name: 'Search rooms' })
  await act(async () => fireEvent.change(box, { target: { value: 'thorns ' } }))
  expect((await screen.findByRole('status')).textContent).toContain('“thorns”')
  expect(ask).toHaveBeenLastCalledWith('GET', '/api/rooms?q=thorns')
})

test('an invite link shows its one room, or that there is none', async () => {
  arena({ 'GET /api/rooms/roses': () => room('Roses') }, { invitedTo: 'roses' })
  expect(await screen.findByRole('button', { name: 'Join Roses' })).toBeTruthy()
  cleanup()
  arena({}, { invitedTo: 'roses' })
  expect((await screen.findByRole('alert')).textContent).toContain('does not exist')
})

test('a list that cannot be loaded can be asked for again', async () => {
  const answers: Record<string, () => unknown> = {}
  arena(answers)
  const retry = await screen.findByRole('button', { name: 'Retry' })
  Object.assign(answers, list(room('Roses')))
  await act(async () => fireEvent.click(retry))
  expect(await screen.findByRole('listitem')).toBeTruthy()
})

test('an invite link opens the room of a member at once', async () => {
  const roses = room('Roses', { is_member: true })
  arena({ 'GET /api/rooms/roses': () => roses }, { invitedTo: 'roses' })
  await waitFor(() => expect(location.pathname).toBe('/c/roses'))
  expect(screen.queryByRole('button', { name: 'Open Roses' })).toBeNull()
})
