// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { MAX_FILES } from '../../../wire/limits.ts'
import { files as labels } from '../../i18n/en/files.ts'
import { ADA, conversation } from '../../testing/fixtures.ts'
import { stage, stageMessenger } from '../../testing/stage.tsx'
import { PeopleContext } from '../../conversation/context.ts'
import { useConversationPeople } from '../../panes/useConversationPeople.ts'
import { Composer } from '../Composer.tsx'

afterEach(cleanup)

function Box() {
  return (
    <PeopleContext value={useConversationPeople(conversation(), ADA)}>
      <section>
        <Composer
          {...{ conversationId: 'c', name: 'Ben', mode: { kind: 'write' }, takesFocus: true }}
          onMode={() => undefined}
          pick={() => undefined}
        />
      </section>
    </PeopleContext>
  )
}

/** A composer whose relay tells the rules of uploads when the test says so. */
async function stageComposer() {
  const messenger = stageMessenger()
  const answers: (() => void)[] = []
  messenger.rooms.ask = vi.fn(
    () => new Promise<never>((_, reject) => answers.push(() => reject(new Error('no answer')))),
  )
  const { again } = stage(<Box />, { messenger })
  await screen.findByRole('button', { name: 'Attach files' })
  const box = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
  const paste = (names: string | string[], ...besides: string[]) => {
    const files = [names].flat().map((name) => new File(['x'], name))
    fireEvent.paste(box, { clipboardData: { types: ['Files', ...besides], files } })
  }
  const leave = () => again(<p>elsewhere</p>)
  return { messenger, box, paste, answers, leave, comeBack: () => again(<Box />) }
}

test('a message waits for the file that is still being read, and is sent with it', async () => {
  const { messenger, box, paste, answers } = await stageComposer()
  paste('plan.txt')
  fireEvent.change(box, { target: { value: 'the plan' } })
  fireEvent.keyDown(box, { key: 'Enter' })
  expect(messenger.outbox.send).not.toHaveBeenCalled()
  expect(box.value).toBe('the plan')
  answers[0]!()
  await screen.findByRole('list', { name: 'Files to send' })
  await waitFor(() => {
    fireEvent.keyDown(box, { key: 'Enter' })
    expect(messenger.outbox.send).toHaveBeenCalledOnce()
  })
  const [, body, more] = vi.mocked(messenger.outbox.send).mock.calls[0]!
  expect([body, more?.files?.map(({ name }) => name)]).toEqual(['the plan', ['plan.txt']])
})

test('a file whose reader goes to another conversation meanwhile is there when they come back', async () => {
  const { paste, answers, leave, comeBack } = await stageComposer()
  paste('plan.txt')
  leave()
  answers[0]!()
  comeBack()
  const files = await screen.findByRole('list', { name: 'Files to send' })
  expect(files.textContent).toContain('plan')
})

test('files that come while others are read are all there', async () => {
  const { paste, answers } = await stageComposer()
  for (const name of ['one.txt', 'two.txt', 'three.txt']) paste(name)
  for (const answer of answers.toReversed()) answer()
  const names = await waitFor(() => {
    const items = screen.getAllByRole('listitem')
    expect(items).toHaveLength(3)
    return items.map((item) => item.textContent)
  })
  for (const name of ['one', 'two', 'three']) expect(names.join()).toContain(name)
})

test('files that come while others are read are no more than a message may have', async () => {
  const { paste, answers } = await stageComposer()
  for (const group of ['a', 'b', 'c'])
    paste(Array.from({ length: 4 }, (_, n) => `${group}${n}.txt`))
  for (const answer of answers) answer()
  expect((await screen.findByRole('alert')).textContent).toBe(labels.tooMany(MAX_FILES))
  expect(screen.getAllByRole('listitem')).toHaveLength(MAX_FILES)
})

test.each([
  [[], 1],
  [['text/plain'], 1],
  [['text/html'], 1],
  [['text/plain', 'text/html'], 0],
  [['text/plain', 'text/rtf'], 0],
])('a file is meant, or the text beside it: %j', async (besides, asked) => {
  const { paste, answers } = await stageComposer()
  paste('plan.txt', ...besides)
  expect(answers).toHaveLength(asked)
})

test('a file that is dragged over the conversation is taken by it, and not opened by the browser', async () => {
  const { box, answers } = await stageComposer()
  const area = box.closest('section')!
  const dataTransfer = { types: ['Files'], files: [new File(['x'], 'plan.txt')] }
  const isLeftToBrowser = (what: 'dragEnter' | 'dragOver' | 'drop', types: string[]) =>
    fireEvent[what](area, { dataTransfer: { ...dataTransfer, types } })
  const leaveFor = (relatedTarget: Element) =>
    fireEvent(area, new MouseEvent('dragleave', { bubbles: true, relatedTarget }))
  // A selected text is dragged into the box by the browser.
  for (const what of ['dragEnter', 'dragOver', 'drop'] as const) {
    expect([what, isLeftToBrowser(what, ['text/plain'])]).toEqual([what, true])
  }
  expect([screen.queryByText(labels.drop), answers]).toEqual([null, []])
  expect(isLeftToBrowser('dragEnter', ['Files'])).toBe(false)
  expect(isLeftToBrowser('dragOver', ['Files'])).toBe(false)
  await screen.findByText(labels.drop)
  leaveFor(box)
  expect(screen.queryByText(labels.drop)).not.toBeNull()
  leaveFor(document.body)
  expect(screen.queryByText(labels.drop)).toBeNull()
  isLeftToBrowser('dragOver', ['Files'])
  expect(isLeftToBrowser('drop', ['Files'])).toBe(false)
  expect(screen.queryByText(labels.drop)).toBeNull()
  expect(answers).toHaveLength(1)
})

test('a message that could not be stored leaves its files where they were, also when their box is gone', async () => {
  const { messenger, box, paste, answers, leave, comeBack } = await stageComposer()
  paste('plan.txt')
  answers[0]!()
  await screen.findByRole('list', { name: 'Files to send' })
  let fail = () => {}
  const failing = new Promise<void>((_, reject) => (fail = () => reject(new Error('no code'))))
  messenger.outbox.send.mockReturnValueOnce(failing)
  await waitFor(() => {
    fireEvent.keyDown(box, { key: 'Enter' })
    expect(messenger.outbox.send).toHaveBeenCalledOnce()
  })
  messenger.drafts.get.mockReturnValue('the next')
  leave()
  fail()
  await waitFor(() =>
    expect(messenger.drafts.put).toHaveBeenCalledExactlyOnceWith('c', 'the next', null),
  )
  comeBack()
  const files = await screen.findByRole('list', { name: 'Files to send' })
  expect(files.textContent).toContain('plan')
})
