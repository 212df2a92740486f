// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { ADA, conversation } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { PeopleContext } from '../conversation/context.ts'
import { useConversationPeople } from '../panes/useConversationPeople.ts'
import { Composer } from './Composer.tsx'

vi.mock('./MentionList.tsx', () => new Promise(() => {}))
afterEach(cleanup)

function Box() {
  return (
    <PeopleContext value={useConversationPeople(conversation(), ADA)}>
      <Composer
        {...{ conversationId: 'c', name: 'Ben', mode: { kind: 'write' }, takesFocus: true }}
        onMode={() => undefined}
        pick={() => undefined}
      />
    </PeopleContext>
  )
}

test('while the code of the list is on its way, no key chooses a person whom nobody sees', async () => {
  const messenger = stageMessenger()
  stage(<Box />, { messenger })
  const box = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
  await userEvent.type(box, 'hi @b')
  expect(screen.queryByRole('listbox')).toBeNull()
  expect(box.getAttribute('aria-activedescendant')).toBeNull()
  expect(box.getAttribute('aria-controls')).toBeNull()
  await userEvent.type(box, '{Enter}')
  expect(messenger.outbox.send).toHaveBeenCalledExactlyOnceWith('c', 'hi @b', {})
})
