// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import type { ReportDetails } from '../../wire/moderation/moderation.ts'
import type { Person } from '../../wire/people.ts'
import { RequestError } from '../requests/request-error.ts'
import { ADA, BEN } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { ReportPage } from './ReportPage.tsx'

afterEach(cleanup)

const person = (id: string, display_name: string): Person => ({
  ...{ id, display_name, username: display_name.toLowerCase(), avatar_url: null },
})
const ALIAS = '5b1a6f0e-7f55-8da2-9c3e-1f2a3b4c5d6e'

/** A report that the moderator Ada has claimed. */
function detailsOf(subject: Person): ReportDetails {
  return {
    ...{ id: 'r1', kind: 'message', reason: 'spam', subject, reporter_count: 1, version: 1 },
    ...{ created_at: '2026-01-01T12:00:00.000Z', decided_at: null, claimed_by: person(ADA, 'Ada') },
    ...{ is_own: false, taken_back: false, post: null },
    ...{ claimed_until: '2026-01-01T12:15:00.000Z', context: [], text: null, files: [], notes: [] },
    ...{ actions: [], appealed: null, earlier: [], earlier_actions: [] },
  }
}

function open(subject: Person) {
  const messenger = stageMessenger()
  messenger.moderation.ask.mockResolvedValue(detailsOf(subject))
  stage(<ReportPage id="r1" onClose={() => undefined} />, { messenger })
  return messenger.moderation.ask
}

test('a person of a report is under their name, and can be suspended', async () => {
  open(person(BEN, 'Ben'))
  expect(await screen.findByRole('checkbox', { name: 'Suspend the account' })).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Look up the person' })).toBeNull()
})

test('who is behind an alias is looked up with a reason only, and told', async () => {
  const ask = open(person(ALIAS, 'Quiet Heron'))
  const lookUp = await screen.findByRole('button', { name: 'Look up the person' })
  expect(screen.queryByRole('checkbox', { name: 'Suspend the account' })).toBeNull()
  await userEvent.click(lookUp)
  expect(screen.getByText('Give a reason.')).toBeDefined()
  expect(ask).toHaveBeenCalledTimes(1)
  ask.mockResolvedValueOnce({ person: person(BEN, 'Ben') })
  await userEvent.type(screen.getByRole('textbox', { name: 'Reason for looking' }), 'A threat.')
  await userEvent.click(lookUp)
  expect((await screen.findByRole('status')).textContent).toBe('It is Ben (@ben).')
  const asked = { report_id: 'r1', reason: 'A threat.' }
  expect(ask).toHaveBeenLastCalledWith('POST', '/api/rooms/unmask', asked)
})

test('an alias that is gone is told, and the reason stays', async () => {
  const ask = open(person(ALIAS, 'Quiet Heron'))
  const reason = await screen.findByRole('textbox', { name: 'Reason for looking' })
  ask.mockRejectedValueOnce(new RequestError('conflict'))
  await userEvent.type(reason, 'A threat.')
  await userEvent.click(screen.getByRole('button', { name: 'Look up the person' }))
  await screen.findByText('The alias or its account was deleted by now.')
  expect(reason).toHaveProperty('value', 'A threat.')
})

test('a report of one’s own offers no claim, and says who decides', async () => {
  const messenger = stageMessenger()
  const ben = person(BEN, 'Ben')
  messenger.moderation.ask.mockResolvedValue({
    ...detailsOf(ben),
    ...{ is_own: true, claimed_by: null, claimed_until: null },
  })
  stage(<ReportPage id="r1" onClose={() => undefined} />, { messenger })
  await screen.findByText('You reported this yourself. Another moderator decides about it.')
  expect(screen.queryByRole('button', { name: 'Claim' })).toBeNull()
  expect(screen.queryByRole('checkbox', { name: 'Suspend the account' })).toBeNull()
})

test('a message that its sender took back meanwhile is not decided any more', async () => {
  const takenBack = 'Its sender took this message back while it waited. Nobody decides about it.'
  const messenger = stageMessenger()
  const waiting = { ...detailsOf(person(BEN, 'Ben')), kind: 'review', text: 'my casino' } as const
  messenger.moderation.ask.mockResolvedValue(waiting)
  stage(<ReportPage id="r1" onClose={() => undefined} />, { messenger })
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Release the message' }))
  await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), 'Fine.')
  messenger.moderation.ask.mockRejectedValueOnce(new RequestError('taken_back'))
  await userEvent.click(screen.getByRole('button', { name: 'Decide' }))
  expect((await screen.findByRole('alert')).textContent).toBe(takenBack)
  const gone = { ...waiting, taken_back: true, claimed_by: null, decided_at: waiting.created_at }
  messenger.moderation.ask.mockResolvedValue({ ...gone, text: null })
  cleanup()
  stage(<ReportPage id="r1" onClose={() => undefined} />, { messenger })
  expect((await screen.findByText(takenBack)).getAttribute('role')).toBe('status')
  expect(screen.queryByRole('button', { name: /Claim|Decide/ })).toBeNull()
})

test('a reported post is shown as it was, and its actions speak of a post', async () => {
  const messenger = stageMessenger()
  messenger.moderation.ask.mockResolvedValue({
    ...detailsOf(person(BEN, 'Ben')),
    ...{ kind: 'post', post: { title: 'Lamp', body: 'Bright', url: 'https://shop.example/1' } },
  })
  stage(<ReportPage id="r1" onClose={() => undefined} />, { messenger })
  expect(await screen.findByText('https://shop.example/1')).toBeDefined()
  expect(screen.getByText('Bright')).toBeDefined()
  expect(screen.queryByRole('link')).toBeNull()
  expect(screen.getByRole('checkbox', { name: 'Hide the post' })).toBeDefined()
})

test('files of a reported message are listed, and are loaded by whoever claimed it and asked', async () => {
  const messenger = stageMessenger()
  const file = {
    ...{ id: 'f1', kind: 'picture', name: 'bad.jpg', mime: 'image/jpeg', size: 1200, alt: 'A cut' },
    ...{ width: 9, height: 6, placeholder: null, duration_ms: null, waveform: null },
  } as const
  const copy = {
    ...{ seq: 1, sender: person(BEN, 'Ben'), kind: 'text', body: '', edited_at: null },
    ...{ created_at: '2026-01-01T11:00:00.000Z', deleted: false, hidden: false },
  } as const
  const details = {
    ...detailsOf(person(BEN, 'Ben')),
    context: [
      { ...copy, reported: true, file_count: 1, files: [file] },
      { ...copy, seq: 2, reported: false, file_count: 2, files: [] },
    ],
  }
  messenger.moderation.ask.mockResolvedValue({ ...details, claimed_by: null })
  stage(<ReportPage id="r1" onClose={() => undefined} />, { messenger })
  await screen.findByText('Claim the report to see its files.')
  expect(screen.getByText('2 files')).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Show bad.jpg' })).toBeNull()
  expect(screen.queryByRole('link', { name: 'Download bad.jpg' })).toBeNull()
  messenger.moderation.ask.mockResolvedValue(details)
  await userEvent.click(screen.getByRole('button', { name: 'Claim' }))
  const show = await screen.findByRole('button', { name: 'Show bad.jpg' })
  expect(screen.queryByRole('img')).toBeNull()
  await userEvent.click(show)
  const picture = screen.getByRole('img', { name: 'A cut' })
  const address = '/api/moderation/reports/r1/files/f1/original'
  expect(picture.getAttribute('src')).toBe(address)
  expect(screen.getByRole('link', { name: 'Download bad.jpg' }).getAttribute('href')).toBe(address)
  fireEvent.error(picture)
  await userEvent.click(screen.getByRole('button', { name: 'Retry' }))
  expect(screen.getByRole('img', { name: 'A cut' })).toBeDefined()
})
