import { expect, test } from 'vitest'
import { ADA, conversation, participant } from '../testing/fixtures.ts'
import { parseQuery, withoutPlace } from './query.ts'

const known = {
  me: { id: ADA, name: 'Ada' },
  conversations: [
    conversation({ id: 'direct' }),
    conversation({
      id: 'team',
      title: 'The Team',
      participants: [participant(ADA), { ...participant('zoe'), display_name: 'Zoë Benson' }],
    }),
  ],
  people: [
    { id: 'mia', username: 'mia', display_name: 'Mia Maple', avatar_url: null },
    { id: 'hanako', username: 'h', display_name: '山田 花子', avatar_url: null },
    { id: 'lucja', username: 'l', display_name: "Łucja O'Neil", avatar_url: null },
  ],
  titleOf: (one: { title: string | null }) => one.title ?? 'Ben',
}
const query = (text: string) => parseQuery(text, known).query

test.each([
  ['plan', { q: 'plan' }],
  ['中', { q: '中' }],
  ['from:山田花子 plan', { q: 'plan', from: 'hanako' }],
  ['from:"oneil lucja" plan', { q: 'plan', from: 'lucja' }],
  ['from:lucja €', { q: '€', from: 'lucja' }],
  ['  the   plan ', { q: 'the plan' }],
  ['from:ben plan', { q: 'plan', from: 'ben' }],
  ['plan FROM:@ben b', { q: 'plan b', from: 'ben' }],
  ['from:me plan', { q: 'plan', from: ADA }],
  ['from:zoe plan', { q: 'plan', from: 'zoe' }],
  ['from:maple plan', { q: 'plan', from: 'mia' }],
  ['from:"zoë benson" plan', { q: 'plan', from: 'zoe' }],
  ['in:"the team" plan', { q: 'plan', in: 'team' }],
  [
    'in:team from:ben before:2026-01-31 a plan',
    {
      q: 'a plan',
      in: 'team',
      from: 'ben',
      before: '2026-01-31',
      zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
  ],
  ['has:link plan', { q: 'plan', has: 'link' }],
  ['has:Photos', { q: '', has: 'picture' }],
  ['has:"voice message" in:team', { q: '', has: 'voice', in: 'team' }],
  ['has:file has:code plan', { q: 'plan', has: 'code' }],
  ['in:ben in:team plan', { q: 'plan', in: 'team' }],
  ['http://in:side', { q: 'http://in:side' }],
])('%j is asked as %j', (text, expected) => expect(query(text)).toEqual(expected))

test.each([
  '',
  ' ',
  'from:ben',
  'from:nobody plan',
  'before:2026-02-30 plan',
  'before:soon plan',
  'in:nowhere plan',
  'has:love plan',
  'on:tuesday plan',
  'after:2026-13-01 plan',
  'on:2026-01-31',
])('%j cannot be asked', (text) => expect(query(text)).toBeNull())

test.each(['after', 'on'])('%s: is a day where the user is', (kind) => {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  expect(query(`${kind}:2026-01-31 plan`)).toEqual({ q: 'plan', [kind]: '2026-01-31', zone })
})

test('an unfinished filter does not stop the search for the other terms', () => {
  expect(query('plan from:')).toEqual({ q: 'plan' })
})

test('a search in another conversation drops only the "in:" filter', () => {
  expect(withoutPlace('in:"The team" from:ben plan in:there')).toBe('from:ben plan')
})

test('a filter with an unknown name is reported', () => {
  const { filters } = parseQuery('from:nobody plan', known)
  expect(filters).toEqual([{ kind: 'from', source: 'from:nobody', value: 'nobody', means: null }])
})
