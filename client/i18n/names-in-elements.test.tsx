// @vitest-environment happy-dom
import { cleanup } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { DirectDetails } from '../details/DirectDetails.tsx'
import { GroupDetails } from '../details/GroupDetails.tsx'
import { RoomDetails } from '../details/RoomDetails.tsx'
import { PostRow } from '../posts/PostRow.tsx'
import Shell from '../shell/Shell.tsx'
import { ADA, BEN, conversation, message, participant, timeline } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { catalogue as german } from './de/index.ts'
import { wholeEnglish } from './pseudo.ts'
import { createFormat } from './format.ts'
import { LanguageContext } from './language.ts'

/** A name, a title and a body that are written from right to left. */
const HEBREW = /[\u05d0-\u05ea]+/g
const ISOLATING = 'bdi, [dir], textarea, input'
afterEach(cleanup)

/** Whether each Hebrew word of a text stands within an isolate. */
function isIsolated(text: string): boolean {
  return [...text.matchAll(HEBREW)].every(({ index }) => {
    const before = text.slice(0, index)
    return before.split('\u2068').length > before.split('\u2069').length
  })
}

/** What the page shows and says with Hebrew letters that could change places with what stands beside them. */
function mixed(): string[] {
  const found: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode
    if (!parentElement?.closest(ISOLATING)) found.push(textContent ?? '')
  }
  for (const element of document.querySelectorAll('*')) {
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      const text = element.getAttribute(name) ?? ''
      // A title alone has nothing beside it.
      if (/[a-z]/i.test(text)) found.push(text)
    }
  }
  return found.filter((text) => !isIsolated(text))
}

const people = [
  participant(ADA),
  { ...participant(BEN), display_name: 'בן' },
  { ...participant('cleo'), display_name: 'שרה' },
]
const hangout = {
  ...{ topic: 'נושא', slow_mode_seconds: 30, locked: false, closed: false, inside: 1 },
  ...{ member_count: 2, active_at: '2026-01-01T00:00:00.000Z', history: 'all' as const },
} as const
const own = { ...conversation().me, role: 'owner' } as const
const group = conversation({
  kind: 'GROUP',
  title: null,
  participants: people,
  me: own,
  last_message: message(3, { body: 'שלום! (1)' }),
})
const pair = conversation({
  id: 'c2',
  participants: people.slice(0, 2),
  last_message: message(1, { sender_id: ADA, body: 'שלום! (1)' }),
})
const about = {
  id: 'p1',
  title: 'כיסא',
  state: 'open',
} as unknown as NonNullable<typeof group.post>
const linked = conversation({ ...pair, id: 'c3', kind: 'POST_LINKED', post: about })

const shown: [string, ReactNode][] = [
  ['the whole page', <Shell key="" />],
  ['the details of a group', <GroupDetails key="" conversation={group} />],
  ['the details of a pair', <DirectDetails key="" conversation={pair} />],
  [
    'the details of a room',
    <RoomDetails
      key=""
      conversation={conversation({ kind: 'HANGOUT', title: 'סלון', room: hangout, me: own })}
      room={hangout}
    />,
  ],
  [
    'a post',
    <PostRow
      key=""
      post={
        {
          ...{ id: 'p1', title: 'כיסא', body: 'חדש', closed: false, hidden: null, external: null },
          ...{ author: { id: BEN, display_name: 'בן' }, created_at: '2026-01-01T00:00:00.000Z' },
        } as unknown as Parameters<typeof PostRow>[0]['post']
      }
    />,
  ],
]

test.each(
  [
    ['English', wholeEnglish],
    ['German', german],
  ].flatMap(([language, catalogue]) => shown.map((one) => [language, ...one, catalogue])) as [
    string,
    string,
    ReactNode,
    typeof german,
  ][],
)(
  'in %s, a Hebrew name changes places with nothing: %s',
  async (_language, _name, element, catalogue) => {
    history.replaceState(null, '', '/c/c1')
    const messenger = stageMessenger({
      conversations: { status: 'ready', items: [group, pair, linked], hasMore: false },
      timelines: {
        c1: timeline({
          messages: [
            message(1, {
              kind: 'system',
              event: { type: 'added', user_ids: [BEN, 'cleo'] },
              sender_id: 'cleo',
            }),
            message(2, {
              kind: 'system',
              event: { type: 'renamed', title: 'צוות' },
              sender_id: BEN,
            }),
            message(3, {
              body: 'שלום! (1)',
              reactions: [{ emoji: '👍', user_ids: [BEN, 'cleo'] }],
            }),
            message(4, { sender_id: 'cleo', body: 'ok (2)', reply_to: 'm3' }),
          ],
        }),
      },
      typing: { c1: [BEN, 'cleo'] },
    })
    stage(
      <LanguageContext value={{ catalogue, format: createFormat('en') }}>
        {element}
      </LanguageContext>,
      { messenger },
    )
    await vi.waitFor(() => expect(document.body.textContent).toMatch(HEBREW))
    await vi.waitFor(() => expect(document.body.textContent).not.toContain('⟦'))
    expect(mixed()).toEqual([])
  },
)
