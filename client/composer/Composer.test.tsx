// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { RequestError } from '../requests/request-error.ts'
import { ADA, BEN, conversation, message, participant } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { PeopleContext, type ComposerMode } from '../conversation/context.ts'
import { useConversationPeople } from '../panes/useConversationPeople.ts'
import { Composer } from './Composer.tsx'
import { placeOf } from './useMode.ts'

afterEach(cleanup)

const written = message(7, { sender_id: ADA, body: 'helo' })

function Box({ shown = conversation() }) {
  const [mode, setMode] = useState<ComposerMode>({ kind: 'write' })
  return (
    <PeopleContext value={useConversationPeople(shown, ADA)}>
      <Composer
        conversationId="c"
        name="Ben"
        mode={mode}
        onMode={setMode}
        takesFocus
        pick={(what) => (what === 'edit' ? written : message(8, { sender_id: BEN }))}
      />
    </PeopleContext>
  )
}

function write(messenger = stageMessenger()) {
  stage(<Box />, { messenger })
  return { messenger, box: screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' }) }
}

test('Enter sends the message and empties the box and its draft', async () => {
  const { messenger, box } = write()
  await userEvent.type(box, 'hello{Enter}')
  expect(messenger.outbox.send).toHaveBeenCalledExactlyOnceWith('c', 'hello', {})
  expect(box.value).toBe('')
  expect(messenger.drafts.save).toHaveBeenLastCalledWith('c', '', null)
  expect(messenger.conversations.setTyping).toHaveBeenLastCalledWith('c', false)
})

test('Shift+Enter begins a new line', async () => {
  const { messenger, box } = write()
  await userEvent.type(box, 'one{Shift>}{Enter}{/Shift}two')
  expect(box.value).toBe('one\ntwo')
  expect(messenger.outbox.send).not.toHaveBeenCalled()
})

test('the Enter that ends a composition sends nothing, by the standard or in Safari', () => {
  const { messenger, box } = write()
  fireEvent.change(box, { target: { value: 'にほ' } })
  fireEvent.keyDown(box, { key: 'Enter', isComposing: true })
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 229 })
  expect(messenger.outbox.send).not.toHaveBeenCalled()
  fireEvent.keyDown(box, { key: 'Enter' })
  expect(messenger.outbox.send).toHaveBeenCalledExactlyOnceWith('c', 'にほ', {})
})

test('a blank message is not sent, and neither is one that is too long', async () => {
  const { messenger, box } = write()
  await userEvent.type(box, '   {Enter}')
  fireEvent.change(box, { target: { value: 'a'.repeat(4001) } })
  fireEvent.keyDown(box, { key: 'Enter' })
  expect(messenger.outbox.send).not.toHaveBeenCalled()
  expect(await screen.findByText('1 character too long')).toBeDefined()
  expect(screen.getByText('1 too many')).toBeDefined()
})

test('a draft comes back', () => {
  const messenger = stageMessenger()
  messenger.drafts.get.mockReturnValue('half a thought')
  expect(write(messenger).box.value).toBe('half a thought')
})

test('a message that the browser could not store returns to the box, with the reason', async () => {
  const { messenger, box } = write()
  messenger.outbox.send.mockRejectedValue(new Error('quota'))
  await userEvent.type(box, 'precious{Enter}')
  await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/could not keep/))
  expect(box.value).toBe('precious')
})

test('it returns before what was typed since, also when its box is gone', async () => {
  const { messenger, box } = write()
  let fail = () => {}
  const failing = new Promise<void>((_, reject) => (fail = () => reject(new Error('no code'))))
  messenger.outbox.send.mockReturnValue(failing)
  await userEvent.type(box, 'precious{Enter}')
  cleanup()
  messenger.drafts.get.mockReturnValue('the next')
  fail()
  await waitFor(() =>
    expect(messenger.drafts.put).toHaveBeenCalledExactlyOnceWith('c', 'precious\nthe next', null),
  )
})

test('↑ in an empty box edits the last own message, and the draft comes back afterwards', async () => {
  const { messenger, box } = write()
  messenger.messages.edit.mockResolvedValue()
  await userEvent.type(box, '{ArrowUp}')
  expect(box.value).toBe('helo')
  await userEvent.clear(box)
  await userEvent.type(box, 'hello{Enter}')
  expect(messenger.messages.edit).toHaveBeenCalledExactlyOnceWith(written, 'hello')
  expect(messenger.outbox.send).not.toHaveBeenCalled()
  expect(messenger.drafts.save).not.toHaveBeenCalled()
  await waitFor(() => expect(box.value).toBe(''))
})

test('a refused edit stays in the box with the reason; Esc leaves the edit', async () => {
  const { messenger, box } = write()
  messenger.messages.edit.mockRejectedValueOnce(new Error('no'))
  await userEvent.type(box, '{ArrowUp}!{Enter}')
  expect((await screen.findByRole('alert')).textContent).toMatch(/did not work/)
  expect(box.value).toBe('helo!')
  messenger.messages.edit.mockRejectedValueOnce(
    new RequestError('rate_limited', { status: 429, retryAfter: 12 }),
  )
  await userEvent.type(box, '{Enter}')
  expect((await screen.findByRole('alert')).textContent).toMatch(/Too many tries. Wait 12 s./)
  await userEvent.type(box, '{Escape}')
  expect(box.value).toBe('')
})

test('Shift+↑ replies to the last message of another person', async () => {
  const { messenger, box } = write()
  await userEvent.type(box, '{Shift>}{ArrowUp}{/Shift}')
  expect(screen.getByText('Replying to Ben')).toBeDefined()
  await userEvent.type(box, 'yes{Enter}')
  expect(messenger.outbox.send).toHaveBeenCalledExactlyOnceWith('c', 'yes', {
    replyTo: 'm8',
  })
  expect(screen.queryByText('Replying to Ben')).toBeNull()
})

test('@ offers the participants, by keyboard', async () => {
  const { messenger, box } = write()
  await userEvent.type(box, 'hi @b')
  expect((await screen.findByRole('option', { name: /Ben/ })).getAttribute('aria-selected')).toBe(
    'true',
  )
  await userEvent.type(box, '{Enter}')
  expect(box.value).toBe('hi @Ben ')
  expect(messenger.outbox.send).not.toHaveBeenCalled()
  await userEvent.type(box, '@')
  expect(screen.getByRole('listbox')).toBeDefined()
  await userEvent.type(box, '{Escape}')
  expect(screen.queryByRole('listbox')).toBeNull()
})

test.each([
  ['Jean-Luc van der Berg', 'jeanl', true],
  ['Jean-Luc van der Berg', 'luc', true],
  ['Jean-Luc van der Berg', 'vanderb', true],
  ['Jean-Luc van der Berg', 'ander', false],
  ['عبد الله', 'عبدال', true],
  ['山田花子', '花子', true],
  ['山田花子', '子', true],
  ['김민수', '민수', true],
  ['สมชาย ใจดี', 'ชาย', true],
  ['ヤマダ・ハナコ', 'ハナコ', true],
  ['山田花子', '花田', false],
  ['Anna 山田', 'nna', false],
])('@ reads the name %j for %j as the search of people does: %j', async (name, typed, there) => {
  const ben = { ...participant(BEN), username: 'quill', display_name: name }
  stage(<Box shown={conversation({ participants: [participant(ADA), ben] })} />)
  await userEvent.type(screen.getByRole('textbox', { name: 'Message' }), `@${typed}`)
  expect(screen.queryAllByRole('option')).toHaveLength(there ? 1 : 0)
})

test('the Enter that ends a composition chooses nobody from the list of @', async () => {
  const { box } = write()
  await userEvent.type(box, 'hi @b')
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 229 })
  expect(box.value).toBe('hi @b')
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 13 })
  expect(box.value).toBe('hi @Ben ')
})

/** Chooses Ben from the list. By his name alone nobody could tell which Ben it is. */
async function chooseBen(box: HTMLElement) {
  await userEvent.type(box, '@ben.b')
  await screen.findByRole('option', { name: /Ben/ })
  await userEvent.type(box, '{Enter}')
}
const chosenBen = [{ name: 'Ben', user_id: BEN }]

/** The box in a group with two people who are named Ben. The drafts are kept, as those of the page are. */
function writeToBens() {
  const messenger = stageMessenger()
  let draft = ''
  messenger.drafts.get.mockImplementation(() => draft)
  messenger.drafts.save.mockImplementation((_id, body) => void (draft = body))
  const bens = [BEN, 'ben2'].map((id, n) => ({
    ...participant(id),
    ...{ username: `ben.${'bc'[n]}`, display_name: 'Ben' },
  }))
  const shown = conversation({ kind: 'GROUP', participants: [participant(ADA), ...bens] })
  stage(<Box shown={shown} />, { messenger })
  return { messenger, box: screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' }) }
}

test('a name that was chosen counts for the message that is sent, and not for the next one', async () => {
  const { messenger, box } = writeToBens()
  await chooseBen(box)
  await userEvent.type(box, '{Enter}')
  await userEvent.type(box, '@Ben {Enter}')
  expect(messenger.outbox.send.mock.calls).toEqual([
    ['c', '@Ben ', { mentions: chosenBen }],
    ['c', '@Ben ', {}],
  ])
  expect([...placeOf(messenger, 'c', null).chosen]).toEqual([])
})

test('a message that the browser could not store returns with its chosen names', async () => {
  const { messenger, box } = writeToBens()
  messenger.outbox.send.mockRejectedValueOnce(new Error('quota'))
  await chooseBen(box)
  await userEvent.type(box, '{Enter}')
  await screen.findByRole('alert')
  await userEvent.type(box, '{Enter}')
  expect(messenger.outbox.send).toHaveBeenLastCalledWith('c', '@Ben ', { mentions: chosenBen })
})

test('a saved edit forgets its chosen names, and leaves those of the draft', async () => {
  const { messenger, box } = writeToBens()
  const { chosen, note } = placeOf(messenger, 'c', null)
  await userEvent.type(box, '{ArrowUp} ')
  await chooseBen(box)
  note('Cleo', 'cleo')
  messenger.drafts.get.mockReturnValue('hi @Cleo')
  await userEvent.type(box, '{Enter}')
  expect(messenger.messages.edit).toHaveBeenCalledExactlyOnceWith(written, 'helo @Ben ', chosenBen)
  expect([...chosen]).toEqual([['Cleo', 'cleo']])
})

test('a letter typed right after a chosen name comes after the name', async () => {
  const { box } = write()
  await userEvent.type(box, 'hi @b, bye')
  box.setSelectionRange(5, 5)
  fireEvent.select(box)
  fireEvent.keyDown(box, { key: 'Enter' })
  expect([box.value, box.selectionStart]).toEqual(['hi @Ben , bye', 8])
})

test.each(['❤️@b', 'ל@b', 'و@b', '你好@b'])('%j opens the list, as it mentions', async (text) => {
  const { box } = write()
  fireEvent.change(box, { target: { value: text } })
  box.setSelectionRange(text.length, text.length)
  fireEvent.select(box)
  expect(screen.getByRole('listbox')).toBeDefined()
})

test('an e-mail address opens no list', async () => {
  const { box } = write()
  await userEvent.type(box, 'ada@b')
  expect(screen.queryByRole('listbox')).toBeNull()
})
