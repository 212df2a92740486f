import { expect, test } from 'vitest'
import type { Reaction } from './messages.ts'
import { forEverybody, withOwnOf } from './reactions.ts'

const few: Reaction = { emoji: '👍', user_ids: ['ben'] }
const many: Reaction = { emoji: '🎉', user_ids: ['ben'], more: 5 }

test('an event for everybody tells nobody whether a reaction is their own', () => {
  const { reactions } = forEverybody({ reactions: [{ ...many, mine: true }, few] })
  expect(reactions).toEqual([many, few])
})

test('a reaction of many people stays the reader’s own after an event', () => {
  const earlier = { reactions: [{ ...many, mine: true }] }
  expect(withOwnOf({ reactions: [{ ...many, more: 6 }] }, earlier).reactions).toEqual([
    { ...many, more: 6, mine: true },
  ])
})

test('a reaction that lists all its people needs no memory of the reader’s own', () => {
  const earlier = { reactions: [{ ...few, more: 1, mine: true }] }
  expect(withOwnOf({ reactions: [few, many] }, earlier).reactions).toEqual([few, many])
})
