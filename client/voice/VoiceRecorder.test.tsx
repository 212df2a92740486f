// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { Suspense, type SetStateAction } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ComposerMode } from '../conversation/context.ts'
import { openDatabase } from '../realtime/database/database.ts'
import { ADA, BEN, conversation, message } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { createRecordingStore } from './recording-store.ts'
import VoiceRecorder from './VoiceRecorder.tsx'

beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const bens = message(1, { sender_id: BEN })
const reply: ComposerMode = { kind: 'reply', message: bens }

/** A recording that can be sent, and a relay that takes it when the test says so. */
async function open(mode: ComposerMode = { kind: 'write' }) {
  const database = await openDatabase(ADA)
  const store = createRecordingStore(
    async () => database,
    async () => false,
  )
  await store.addPieces(
    {
      conversation_id: conversation().id,
      thread_root: null,
      id: 'r1',
      mime: 'audio/webm',
      begun_at: '',
      duration_ms: 900,
      levels: [1],
    },
    [new Blob(['heard'])],
  )
  const messenger = stageMessenger()
  let stored: () => void = () => undefined
  messenger.outbox.send.mockReturnValue(new Promise((resolve) => (stored = () => resolve())))
  const onMode = vi.fn<(mode: SetStateAction<ComposerMode>) => void>()
  stage(
    <Suspense>
      <VoiceRecorder
        conversationId={conversation().id}
        threadRoot={null}
        isOffered
        mode={mode}
        onMode={onMode}
      />
    </Suspense>,
    { messenger },
  )
  const send = await screen.findByRole('button', { name: 'Send voice message' })
  fireEvent.click(send)
  await waitFor(() => expect(messenger.outbox.send).toHaveBeenCalledOnce())
  const end = async () => {
    stored()
    await waitFor(() => expect(screen.queryByRole('group')).toBeNull())
    await waitFor(async () => expect(await database.count('recordings')).toBe(0))
    database.close()
  }
  return { messenger, onMode, send, end }
}

test('a double click on "Send" sends the recording once', async () => {
  const { messenger, send, end } = await open()
  fireEvent.click(send)
  await end()
  expect(messenger.outbox.send).toHaveBeenCalledOnce()
})

test('a spoken reply ends its own reply, and not what was begun while it was sent', async () => {
  const { onMode, end } = await open(reply)
  await end()
  expect(onMode).toHaveBeenCalledOnce()
  const change = onMode.mock.calls[0]![0]
  const modeAfter = (now: ComposerMode) => (typeof change === 'function' ? change(now) : change)
  const edit: ComposerMode = { kind: 'edit', message: bens, body: 'half' }
  expect(modeAfter(edit)).toBe(edit)
  expect(modeAfter(reply)).toEqual({ kind: 'write' })
})
