// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDatabase } from '../realtime/database/database.ts'
import { conversation, ADA } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { createRecordingStore } from './recording-store.ts'
import VoiceRecorder from './VoiceRecorder.tsx'

beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('a double click on "Send" sends the recording once', async () => {
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
  stage(
    <Suspense>
      <VoiceRecorder
        conversationId={conversation().id}
        threadRoot={null}
        isOffered
        mode={{ kind: 'write' }}
        onMode={() => undefined}
      />
    </Suspense>,
    { messenger },
  )
  const send = await screen.findByRole('button', { name: 'Send voice message' })
  fireEvent.click(send)
  await waitFor(() => expect(messenger.outbox.send).toHaveBeenCalledOnce())
  fireEvent.click(send)
  stored()
  await waitFor(() => expect(screen.queryByRole('group')).toBeNull())
  expect(messenger.outbox.send).toHaveBeenCalledOnce()
  await waitFor(async () => expect(await database.count('recordings')).toBe(0))
  database.close()
})
