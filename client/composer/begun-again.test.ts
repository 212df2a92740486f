// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeBegun } from '../browser/begun.ts'
import { setStoresState } from '../browser/stores.ts'
import { ADA, BEN, conversation, message } from '../testing/fixtures.ts'
import { stageMessenger } from '../testing/stage.tsx'
import { beginAgain } from './begun-again.ts'
import { forgetUnnamed, placeOf } from './useMode.ts'

const endings: (() => void)[] = []
beforeEach(() => setStoresState(ADA, 'here'))
afterEach(() => {
  for (const end of endings.splice(0)) end()
  localStorage.clear()
})

/** The page of Ada after a reload. */
function load() {
  const messenger = stageMessenger()
  messenger.conversations.get.mockReturnValue(conversation())
  endings.push(beginAgain(messenger))
  return { messenger, place: placeOf(messenger, 'c1', null) }
}
const leave = () => window.dispatchEvent(new Event('pagehide'))
const words = message(4, { sender_id: ADA, body: 'my words' })

test('an edit that cannot be shown yet outlives a second reload, with the chosen names', () => {
  const first = load()
  first.place.note('Ben', BEN)
  first.place.set({ kind: 'edit', message: words, body: 'my better words, @Ben' })
  leave()
  expect(JSON.stringify(sessionStorage)).not.toContain(words.body)
  load()
  // There is no connection, so nobody knows what the message is now.
  leave()
  const { messenger, place } = load()
  expect([place.get().kind, ...place.chosen]).toEqual(['write', ['Ben', BEN]])
  const changed = { ...words, ver: 9, body: 'my words, changed elsewhere' }
  messenger.become({ quoted: { [words.id]: { kind: 'there', message: changed } } })
  expect(place.get()).toMatchObject({
    kind: 'edit',
    message: changed,
    body: 'my better words, @Ben',
  })
  place.set({ kind: 'write' })
  leave()
  expect(takeBegun(ADA)).toEqual([])
})

test('the text of an edit whose message is gone becomes the draft, and the quote of a reply goes', () => {
  const first = load()
  first.place.set({ kind: 'edit', message: words, body: 'my better words' })
  placeOf(first.messenger, 'c1', 'm1').set({ kind: 'reply', message: words })
  leave()
  const { messenger, place } = load()
  messenger.become({ quoted: { [words.id]: { kind: 'gone' } } })
  expect(messenger.drafts.put.mock.calls).toEqual([['c1', 'my better words', null]])
  expect([place, placeOf(messenger, 'c1', 'm1')].map(({ get }) => get().kind)).toEqual([
    'write',
    'write',
  ])
})

test('only names that a text has are stored, and those of an edit come with it', () => {
  const first = load()
  first.messenger.drafts.get.mockImplementation((id) => (id === 'c1' ? 'hi @Ben Birch' : ''))
  placeOf(first.messenger, 'c2', null).note('Cleo', 'cleo')
  for (const name of ['Ben Birch', 'Cleo', 'Dan']) first.place.note(name, name)
  first.place.set({ kind: 'edit', message: words, body: 'and @Dan' })
  leave()
  const { messenger, place } = load()
  expect([...place.chosen.keys()]).toEqual(['Ben Birch', 'Dan'])
  expect([...placeOf(messenger, 'c2', null).chosen]).toEqual([])
  // Until the edit is there, only the draft is in the box, and sending it forgets the other names.
  forgetUnnamed(messenger, 'c1', null)
  expect([...place.chosen]).toEqual([])
  messenger.become({ quoted: { [words.id]: { kind: 'there', message: words } } })
  expect([...place.chosen.keys()]).toEqual(['Ben Birch', 'Dan'])
})

test('a chosen name outlives a second reload before its conversation is known', () => {
  const first = load()
  first.messenger.drafts.get.mockReturnValue('hi @Ben')
  first.place.note('Ben', BEN)
  leave()
  const second = load()
  second.messenger.conversations.get.mockReturnValue(undefined)
  leave()
  const { messenger, place } = load()
  messenger.drafts.get.mockReturnValue('hi @Ben')
  expect([...place.chosen]).toEqual([['Ben', BEN]])
})

test('what comes back late changes nothing where the person types already, and the text of an edit stays', () => {
  const first = load()
  first.place.set({ kind: 'edit', message: words, body: 'my better words' })
  placeOf(first.messenger, 'c1', 'm1').set({ kind: 'reply', message: words })
  leave()
  const { messenger, place } = load()
  const thread = placeOf(messenger, 'c1', 'm1')
  for (const one of [place, thread]) one.noteTyping()
  messenger.become({ quoted: { [words.id]: { kind: 'there', message: words } } })
  expect([place, thread].map(({ get }) => get().kind)).toEqual(['write', 'write'])
  leave()
  expect(takeBegun(ADA)).toMatchObject([{ thread_root: null, about: { body: 'my better words' } }])
})

test('nothing is stored of a person who left', () => {
  const { place } = load()
  place.set({ kind: 'reply', message: words })
  setStoresState(ADA, 'leaving')
  leave()
  expect(takeBegun(ADA)).toEqual([])
})
