import { expect, test } from 'vitest'
import type { Reaction } from './messages.ts'
import { forEverybody, withOwnOf } from './reactions.ts'

const few: Reaction = { emoji: '👍', user_ids: ['ben'] }
const many: Reaction = { emoji: '🎉', user_ids: ['ben'], more: 5 }
const messageWith = (...reactions: Reaction[]) => ({ reactions })

test('an event for everybody tells nobody whether a reaction is their own', () => {
  const told = forEverybody(messageWith({ ...many, mine: true }, few))
  expect(told).toEqual(messageWith(many, few))
})

test('a reaction of many people stays the reader’s own after an event', () => {
  const later = withOwnOf(messageWith({ ...many, more: 6 }), messageWith({ ...many, mine: true }))
  expect(later).toEqual(messageWith({ ...many, more: 6, mine: true }))
})

test('a reaction that lists all its people needs no memory of the reader’s own', () => {
  const earlier = messageWith({ ...few, more: 1, mine: true })
  expect(withOwnOf(messageWith(few, many), earlier)).toEqual(messageWith(few, many))
})
