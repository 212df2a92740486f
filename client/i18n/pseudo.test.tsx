// @vitest-environment happy-dom
import { cleanup } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { ProfileForm } from '../account/ProfileForm.tsx'
import Settings from '../account/Settings.tsx'
import { ShortcutHelp } from '../account/ShortcutHelp.tsx'
import { NewConversation } from '../shell/NewConversation.tsx'
import Shell from '../shell/Shell.tsx'
import { GroupDetails } from '../details/GroupDetails.tsx'
import { RoomDetails } from '../details/RoomDetails.tsx'
import Arena from '../arena/Arena.tsx'
import InvitationPage from '../invitations/InvitationPage.tsx'
import { InviteDialog } from '../invitations/InviteDialog.tsx'
import { NewRoom } from '../arena/NewRoom.tsx'
import Posts from '../posts/Posts.tsx'
import Monitoring from '../admin/Monitoring.tsx'
import Devices from '../devices/Devices.tsx'
import Doctor from '../doctor/Doctor.tsx'
import { Failed } from '../session/pages/Failed.tsx'
import FollowLink from '../session/pages/FollowLink.tsx'
import LinkNotice from '../session/pages/LinkNotice.tsx'
import SecondFactor from '../session/pages/SecondFactor.tsx'
import SignIn from '../session/pages/SignIn.tsx'
import { ADA, BEN, conversation, message, pending, timeline } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import type { Format } from './format.ts'
import { LanguageContext } from './language.ts'
import { pseudo } from './pseudo.ts'

const date = () => '⟦date⟧'
const format: Format = {
  time: date,
  day: date,
  dayWithin: date,
  stamp: date,
  full: date,
  ago: date,
  number: String,
}
afterEach(cleanup)

/** Names and bodies that people wrote, own names of languages, numbers, and signs that are the same everywhere. */
const DATA = /^(deutsch|english|ada|ben|a|b|\w*@.*|[\W\d_]*)$/i

/** The visible and spoken strings that are neither marked by the catalogue nor written by a person. */
function escaped(): string[] {
  const found: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) found.push(walker.currentNode.textContent ?? '')
  for (const element of document.querySelectorAll('*')) {
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      found.push(element.getAttribute(name) ?? '')
    }
  }
  return found
    .map((text) => text.trim())
    .filter((text) => text !== '' && !text.startsWith('⟦') && !DATA.test(text))
}

const inPseudo = (element: ReactNode) => (
  <LanguageContext value={{ catalogue: pseudo, format }}>{element}</LanguageContext>
)

test('a sentence keeps its parameters and is marked as a whole', () => {
  expect(pseudo.signIn.signIn).toBe('⟦Šígñ íñ⟧')
  expect(pseudo.timeline.newBelow(3)).toMatch(/^⟦3 /)
})

const noMessaging = {
  getState: () => ({ kind: 'none' }) as const,
  subscribe: () => () => undefined,
}

const screens: [string, ReactNode][] = [
  ['sign in', <SignIn key="" />],
  ['could not start', <Failed key="" cause="unavailable" requestId="42" retryAfter={30} />],
  [
    'a link',
    <FollowLink key="" question={{ purpose: 'invite', address: null, present: '@example.com' }} />,
  ],
  ['a link that did nothing', <LinkNotice key="" problem="denied" />],
  ['the second step', <SecondFactor key="" />],
  ['shortcuts', <ShortcutHelp key="" onClose={() => undefined} />],
  ['settings', <Settings key="" />],
  ['devices', <Devices key="" />],
  ['the doctor', <Doctor key="" messaging={noMessaging} />],
  ['the Arena', <Arena key="" invitedTo={null} />],
  ['a new room', <NewRoom key="" onClose={() => undefined} />],
  ['the board', <Posts key="" path="/posts" />],
  ['a link to oneself', <Posts key="" path="/to/ada" />],
  ['an invitation', <InvitationPage key="" token="x" />],
  ['inviting', <InviteDialog key="" group={null} onClose={() => undefined} />],
  ['new conversation', <NewConversation key="" onClose={() => undefined} />],
]

test.each(screens)('%s: every string comes from the catalogue', async (_, screen) => {
  stage(inPseudo(screen))
  await vi.waitFor(() => expect(document.body.textContent).toContain('⟦'))
  expect(escaped()).toEqual([])
})

test('the monitoring: every string comes from the catalogue', async () => {
  stage(inPseudo(<Monitoring />))
  await vi.waitFor(() => expect(document.querySelectorAll('figure')).toHaveLength(4))
  expect(escaped()).toEqual([])
})

test('the profile: every string comes from the catalogue', () => {
  const { messenger } = stage(null)
  stage(inPseudo(<ProfileForm me={messenger.getState().me} />))
  expect(escaped()).toEqual([])
})

test('the details of a group: every string comes from the catalogue', () => {
  const own = { ...conversation().me, role: 'owner' } as const
  stage(inPseudo(<GroupDetails conversation={conversation({ kind: 'GROUP', me: own })} />))
  expect(escaped()).toEqual([])
})

test('the details of a room: every string comes from the catalogue', () => {
  const own = { ...conversation().me, role: 'owner' } as const
  const room = {
    topic: 'a',
    history: 'all',
    slow_mode_seconds: 30,
    locked: false,
    closed: false,
  } as const
  const hangout = conversation({ kind: 'HANGOUT', title: 'b', room, me: own })
  stage(inPseudo(<RoomDetails conversation={hangout} room={room} />))
  expect(escaped()).toEqual([])
})

test('the whole page: every string comes from the catalogue', () => {
  history.replaceState(null, '', '/c/c1')
  const messenger = stageMessenger({
    connection: { kind: 'offline', since: performance.now() },
    rateLimitedUntil: performance.now() + 30_000,
    waiting: 2,
    conversations: {
      status: 'ready',
      items: [conversation({ unread: 3 })],
      hasMore: true,
    },
    timelines: {
      c1: timeline({
        messages: [
          message(1, { sender_id: BEN, body: '1' }),
          message(2, { sender_id: ADA, body: '2' }),
        ],
        pending: [
          pending({ kind: 'failed', code: 'internal' }, { body: '3' }),
          pending({ kind: 'stale' }, { body: '4', client_id: 'other' }),
        ],
        hasEarlier: true,
      }),
    },
    typing: { c1: [BEN] },
  })
  stage(inPseudo(<Shell />), { messenger })
  expect(escaped()).toEqual([])
})
