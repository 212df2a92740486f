import { ChevronLeft, Lock, Pause, Play, SendHorizontal, Square, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useVoiceCatalogue } from '../i18n/voice.ts'
import { classes } from '../ui/classes.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import { clockOf } from './clock.ts'
import type { Recorder, RecorderView } from './recorder.ts'
import { secondsLeft } from './useSpokenState.ts'
import { barsOf } from './waveform.ts'
import { Waveform } from './Waveform.tsx'

/** The last seconds are counted on the screen. */
const COUNTED_SECONDS = 30
/** As many tenths of a second as the live waveform shows. */
const SHOWN_LEVELS = 48

interface RecorderBarProps {
  recorder: Recorder
  view: RecorderView
  /** A finger holds the button, so there is nothing to press. */
  isPressed: boolean
  onSend: () => void
  onDiscard: () => void
}

/** What stands in place of the text box while a voice message is recorded. */
export function RecorderBar({ recorder, view, isPressed, onSend, onDiscard }: RecorderBarProps) {
  const labels = useVoiceCatalogue()
  const { state, elapsedMs, levels } = view
  if (state === 'asking' && !isPressed) {
    return (
      <Frame>
        <Spinner />
        <p className="min-w-0 flex-1 px-2 text-sm">{labels.asking}</p>
        <IconButton icon={Trash2} label={labels.cancel} onClick={onDiscard} />
      </Frame>
    )
  }
  const left = secondsLeft(elapsedMs)
  const isPaused = state === 'paused'
  const recent = levels.slice(-SHOWN_LEVELS)
  return (
    <Frame>
      {!isPressed && <IconButton icon={Trash2} label={labels.discard} onClick={onDiscard} />}
      <span
        aria-hidden
        className={classes(
          'ms-1 size-2.5 shrink-0 rounded-full bg-danger',
          isPaused ? 'opacity-40' : 'motion-safe:animate-pulse',
        )}
      />
      <span role="timer" className="shrink-0 px-1 text-sm tabular-nums">
        {clockOf(elapsedMs)}
      </span>
      {isPressed ? (
        <p className="flex min-w-0 flex-1 items-center justify-center gap-1 text-sm text-muted">
          <ChevronLeft aria-hidden className="size-4 shrink-0 rtl:-scale-x-100" />
          <span className="truncate">{labels.slideToCancel}</span>
          <span
            title={labels.slideToLock}
            className="absolute end-2 bottom-[calc(100%+8px)] grid size-10 place-items-center rounded-full border border-line bg-bg shadow-float"
          >
            <Lock aria-hidden className="size-4" />
          </span>
        </p>
      ) : (
        <>
          <span className="h-7 min-w-0 flex-1 text-accent">
            {/* Older moments move out to the left. */}
            <Waveform bars={barsOf([...padding(recent), ...recent], SHOWN_LEVELS)} part={1} />
          </span>
          {left <= COUNTED_SECONDS && (
            <span className="shrink-0 text-xs text-warning">{labels.left(left)}</span>
          )}
          <IconButton
            icon={isPaused ? Play : Pause}
            label={isPaused ? labels.resume : labels.pause}
            onClick={isPaused ? recorder.resume : recorder.pause}
          />
          <IconButton
            icon={Square}
            label={labels.stop}
            data-focus="recording"
            onClick={() => void recorder.stop()}
          />
          <IconButton
            icon={SendHorizontal}
            label={labels.send}
            className="bg-accent text-on-accent hover:bg-accent-strong hover:text-on-accent rtl:-scale-x-100"
            onClick={onSend}
          />
        </>
      )}
    </Frame>
  )
}

const padding = (recent: readonly number[]) => Array<number>(SHOWN_LEVELS - recent.length).fill(0)

function Frame({ children }: { children: ReactNode }) {
  const labels = useVoiceCatalogue()
  return (
    <div
      role="group"
      aria-label={labels.recorder}
      data-recording
      data-voice
      className="relative flex min-h-9 min-w-0 flex-1 items-center touch:min-h-11"
    >
      {children}
    </div>
  )
}
