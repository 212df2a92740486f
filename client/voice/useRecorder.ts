import { useEffect, useState, useSyncExternalStore } from 'react'
import { afterPaint } from '../browser/after-paint.ts'
import { ownName } from '../browser/place.ts'
import { openMicrophone } from './microphone.ts'
import { createRecorder } from './recorder.ts'
import { createRecordingStore } from './recording-store.ts'
import { useVoice } from './voice-of.ts'

const lockOf = (id: string) => ownName(`parley-recording-${id}`)

/** A lock ends with its page, also when the page crashes. So only recordings without a lock were left. */
function hold(id: string): () => void {
  let release = () => undefined as void
  const released = new Promise<void>((resolve) => (release = resolve))
  navigator.locks?.request(lockOf(id), () => released).catch(() => undefined)
  return release
}

async function isInUse(id: string): Promise<boolean> {
  const locks = await navigator.locks?.query()
  return (locks?.held ?? []).some(({ name }) => name === lockOf(id))
}

/** The recorder of one composer. When the composer goes, the recording stops and is kept. */
export function useRecorder(conversationId: string, threadRoot: string | null) {
  const { database } = useVoice()
  const [recorder] = useState(() =>
    createRecorder({
      place: { conversation_id: conversationId, thread_root: threadRoot },
      open: openMicrophone,
      store: createRecordingStore(database, isInUse),
      hold,
    }),
  )
  useEffect(() => {
    // The conversation is painted before the browser searches its database.
    const cancel = afterPaint(() => void recorder.restore())
    return () => {
      cancel()
      void recorder.stop()
    }
  }, [recorder])
  const view = useSyncExternalStore(recorder.subscribe, recorder.getView)
  return { recorder, view }
}
