import { Mic } from 'lucide-react'
import { useEffect, useRef, useState, type SetStateAction } from 'react'
import { useVoiceCatalogue } from '../i18n/voice.ts'
import type { ComposerMode } from '../conversation/context.ts'
import { ownAlias } from '../conversation/own-alias.ts'
import { useMessenger } from '../messenger/context.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { RecordedBar } from './RecordedBar.tsx'
import { RecorderBar } from './RecorderBar.tsx'
import type { RecorderState } from './recorder-life.ts'
import { useHold } from './useHold.ts'
import { useRecorder } from './useRecorder.ts'
import { useSpokenState } from './useSpokenState.ts'
import { voiceFile } from './voice-file.ts'

interface VoiceRecorderProps {
  conversationId: string
  threadRoot: string | null
  /** False while the box has text, or edits a message. */
  isOffered: boolean
  mode: ComposerMode
  onMode: (mode: SetStateAction<ComposerMode>) => void
}

const isRecording = (state: RecorderState) =>
  ['asking', 'recording', 'paused', 'closing'].includes(state)

/** The microphone button of a composer, and what follows from it. */
export default function VoiceRecorder(props: VoiceRecorderProps) {
  const { conversationId, threadRoot, isOffered, mode, onMode } = props
  const labels = useVoiceCatalogue()
  const { outbox, conversations } = useMessenger()
  const { recorder, view } = useRecorder(conversationId, threadRoot)
  const { state, recording } = view
  const [isNotSent, setIsNotSent] = useState(false)
  const [isMade, setIsMade] = useState(false)
  const isSending = useRef(false)
  const microphone = useRef<HTMLButtonElement>(null)
  useSpokenState(view, labels)
  useFocus(state, microphone)

  function start() {
    setIsNotSent(false)
    setIsMade(true)
    void recorder.start()
  }

  async function discard() {
    await recorder.leave()
    announce(labels.deleted)
  }

  /** A second press while the first is at work is a double click, and sends nothing twice. */
  async function send() {
    if (isSending.current) return
    isSending.current = true
    try {
      await handOver()
    } finally {
      isSending.current = false
    }
  }

  async function handOver() {
    const complete = await recorder.stop()
    if (complete === null) return
    try {
      // It resolves when this browser has stored the message.
      await outbox.send(conversationId, '', {
        ...(mode.kind === 'reply' && { replyTo: mode.message.id }),
        ...(threadRoot && { threadRoot }),
        files: [voiceFile(complete)],
        ...ownAlias(conversations.get(conversationId)?.me),
      })
      // Meanwhile another reply or an edit may have been begun.
      if (mode.kind === 'reply') onMode((now) => (now === mode ? { kind: 'write' } : now))
      await recorder.leave()
      announce(labels.sent)
    } catch {
      setIsNotSent(true)
    }
  }

  const { isPressed, handlers } = useHold({
    start,
    cancel: () => void discard(),
    send: () => void send(),
    recordedMs: () => recorder.getView().elapsedMs,
  })
  const bar = { onSend: () => void send(), onDiscard: () => void discard() }
  return (
    <>
      {isRecording(state) && (
        <RecorderBar {...bar} recorder={recorder} view={view} isPressed={isPressed} />
      )}
      {recording && <RecordedBar {...bar} recording={recording} isFound={!isMade} />}
      {isNotSent && (
        <p role="alert" className="order-first w-full px-2 text-sm text-danger">
          {labels.notSent}
        </p>
      )}
      {state in labels.faults && (
        <div data-voice className="order-first flex w-full flex-wrap items-center gap-2 px-2 py-1">
          <p role="alert" className="min-w-48 flex-1 text-sm text-danger">
            {labels.faults[state as keyof typeof labels.faults]}
          </p>
          <Button onClick={start}>{labels.again}</Button>
          <Button look="quiet" onClick={() => void recorder.leave()}>
            {labels.close}
          </Button>
        </div>
      )}
      {(isPressed || (isOffered && state === 'idle')) && (
        <IconButton
          key="microphone"
          ref={microphone}
          icon={Mic}
          label={labels.record}
          data-voice
          className="size-9 touch-none select-none touch:size-11"
          {...handlers}
        />
      )}
    </>
  )
}

/** The button that had the focus may be gone. Then the next one of the same purpose gets it. */
function useFocus(state: RecorderState, microphone: { current: HTMLButtonElement | null }): void {
  const before = useRef(state)
  useEffect(() => {
    if (before.current === state) return
    before.current = state
    if (document.activeElement !== document.body) return
    const next = document.querySelector<HTMLElement>(`[data-focus="${state}"]`)
    if (next) next.focus()
    else if (state === 'idle') microphone.current?.focus()
  }, [state, microphone])
}
