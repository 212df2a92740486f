// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { writeSetting } from '../browser/settings.ts'
import { Composer } from '../composer/Composer.tsx'
import { PeopleContext, type ComposerMode } from '../conversation/context.ts'
import { useConversationPeople } from '../panes/useConversationPeople.ts'
import { ADA, BEN, conversation, message, timeline } from '../testing/fixtures.ts'
import { stage, stageMessenger, stageSession } from '../testing/stage.tsx'
import { Timeline } from '../timeline/Timeline.tsx'
import type { Message } from '../../wire/messages.ts'
import type { PublicConfig } from '../../wire/session.ts'

afterEach(() => {
  cleanup()
  writeSetting('previews', null)
})

const preview = {
  ...{ address: 'https://a.example/page', title: 'A page', site: 'a.example' },
  has_picture: true,
}
const ignore = () => undefined

function Log({ messages }: { messages: Message[] }) {
  const shown = conversation()
  return (
    <PeopleContext value={useConversationPeople(shown, ADA)}>
      <Timeline
        conversation={shown}
        timeline={timeline({ messages })}
        setMode={ignore}
        leaveMode={() => false}
      />
    </PeopleContext>
  )
}

test('the card of a link leads to the address in the message, and its picture comes from the relay', async () => {
  stage(<Log messages={[message(1, { sender_id: BEN, preview })]} />)
  const link = await screen.findByRole('link', { name: 'A page a.example' })
  expect(link.getAttribute('href')).toBe('https://a.example/page')
  expect(link.getAttribute('rel')).toContain('noopener noreferrer')
  const picture = link.querySelector('img')!
  expect(picture.getAttribute('src')).toBe('/api/messages/m1/preview')
  expect(screen.queryByRole('button', { name: 'Remove the preview for everybody' })).toBeNull()
  fireEvent.error(picture)
  expect(link.querySelector('img')).toBeNull()
})

test('the writer takes the card away', async () => {
  const { messenger } = stage(<Log messages={[message(1, { sender_id: ADA, preview })]} />)
  await userEvent.click(
    await screen.findByRole('button', { name: 'Remove the preview for everybody' }),
  )
  expect(messenger.rooms.ask).toHaveBeenCalledWith('DELETE', '/api/messages/m1/preview')
})

test('a reader who wants no previews sees none', async () => {
  writeSetting('previews', 'off')
  stage(<Log messages={[message(1, { preview }), message(2, { body: 'the last' })]} />)
  await screen.findByText('the last')
  expect(document.querySelector('.h-20')).toBeNull()
})

function Box({ id = 'c' }: { id?: string }) {
  const [mode, setMode] = useState<ComposerMode>({ kind: 'write' })
  return (
    <PeopleContext value={useConversationPeople(conversation(), ADA)}>
      <Composer
        {...{ conversationId: id, name: 'Ben', mode, onMode: setMode }}
        takesFocus
        pick={ignore}
      />
    </PeopleContext>
  )
}

function write(makesPreviews: boolean, id?: string) {
  const session = stageSession()
  session.config.mockReturnValue({ features: { link_previews: makesPreviews } } as PublicConfig)
  const messenger = stageMessenger()
  stage(<Box {...(id !== undefined && { id })} />, { messenger, session })
  const box = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
  const type = (body: string) => fireEvent.change(box, { target: { value: body } })
  const send = () => fireEvent.keyDown(box, { key: 'Enter' })
  return { messenger, type, send }
}
const offer = 'Shows a preview of a.example.'

test('the writer sends a link without a preview, and the choice ends with the message', async () => {
  const { messenger, type, send } = write(true)
  type('look: https://a.example/page')
  await screen.findByText(offer)
  await userEvent.click(screen.getByRole('button', { name: 'No preview' }))
  await screen.findByText('Shows no preview of a.example.')
  send()
  expect(messenger.outbox.send).toHaveBeenLastCalledWith('c', 'look: https://a.example/page', {
    preview: false,
  })
  type('https://a.example/page')
  await screen.findByText(offer)
  send()
  expect(messenger.outbox.send).toHaveBeenLastCalledWith('c', 'https://a.example/page', {})
})

test('another address is offered again', async () => {
  const { messenger, type, send } = write(true)
  type('https://b.example/')
  await userEvent.click(await screen.findByRole('button', { name: 'No preview' }))
  type('https://a.example/')
  await screen.findByText(offer)
  await waitFor(() => expect(screen.queryByText(/no preview/)).toBeNull())
  send()
  expect(messenger.outbox.send).toHaveBeenLastCalledWith('c', 'https://a.example/', {})
})

test.each([
  ['an installation without previews', false, undefined],
  ['a dark room', true, '0190a5c0-0000-8da2-8000-000000000001'],
])('nothing is offered in %s', async (_where, makesPreviews, id) => {
  const { type } = write(makesPreviews, id)
  type('https://a.example/ `x`')
  await import('./PreviewOffer.tsx')
  await waitFor(() => expect(screen.getByDisplayValue('https://a.example/ `x`')).toBeDefined())
  expect(screen.queryByText(offer)).toBeNull()
})
