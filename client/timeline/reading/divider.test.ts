import { expect, test } from 'vitest'
import { ADA, BEN, message } from '../../testing/fixtures.ts'
import { followDivider, openDivider, type Divider } from './divider.ts'

const at = (seq: number, sender = BEN) => message(seq, { sender_id: sender })
const away = { me: ADA, ready: true, watching: false }
const watching = { me: ADA, ready: true, watching: true }

function opened(readUpTo: number, last: number): Divider {
  const messages = Array.from({ length: last }, (_, i) => at(i + 1))
  return followDivider(openDivider(readUpTo), { ...away, messages })
}

test('opening a conversation puts the divider after the last read message', () => {
  expect(opened(2, 4).after).toBe(2)
  expect(opened(4, 4).after).toBeNull()
})

test("the user's own messages from another device are not new", () => {
  const divider = followDivider(openDivider(1), { ...away, messages: [at(1), at(2, ADA)] })
  expect(divider.after).toBeNull()
})

test('the divider stays while the user reads on and new messages arrive', () => {
  let divider = opened(2, 4)
  divider = followDivider(divider, { ...watching, messages: [at(4)] })
  divider = followDivider(divider, { ...watching, messages: [at(4), at(5)] })
  expect(divider.after).toBe(2)
})

test('a message that arrives while the user watches is not new', () => {
  const divider = followDivider(opened(4, 4), { ...watching, messages: [at(4), at(5)] })
  expect(divider.after).toBeNull()
})

test('a message that arrives while the user is away is new, and the divider moves once everything before it was seen', () => {
  const unseen = followDivider(opened(2, 4), { ...away, messages: [at(4), at(5)] })
  expect(unseen.after).toBe(2)
  const seen = followDivider(unseen, { ...watching, messages: [at(5)] })
  expect(followDivider(seen, { ...away, messages: [at(5), at(6)] }).after).toBe(5)
})

test('without a change the divider is the same object, so that nothing is drawn again', () => {
  const divider = opened(2, 4)
  expect(followDivider(divider, { ...away, messages: [at(4)] })).toBe(divider)
})
