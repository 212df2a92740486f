import { Pause, Play } from 'lucide-react'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useVoiceCatalogue } from '../i18n/voice.ts'
import { classes } from '../ui/classes.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import { clockOf, spokenOf } from './clock.ts'
import { SPEEDS, type Track } from './player.ts'
import { useVoice } from './voice-of.ts'
import { Waveform } from './Waveform.tsx'

/** The arrow keys move by this much. */
const STEP_MS = 1_000

interface VoicePlayerProps extends Omit<Track, 'element' | 'file'> {
  /** Without it, `id` is the file. */
  file?: string
  bars: readonly number[]
  /** Shows a dot until it is played. */
  marksUnplayed?: boolean
  /** -1 inside a message: its log has one Tab stop for all messages. */
  tabIndex?: number
}

/** Plays one recording: a button, the waveform as a slider, and the speed. */
export function VoicePlayer(props: VoicePlayerProps) {
  const { id, file = id, src, durationMs, group, bars, marksUnplayed = false, tabIndex } = props
  const labels = useVoiceCatalogue()
  const { player, played } = useVoice()
  const view = useSyncExternalStore(player.subscribe, player.getView)
  const isPlayed = useSyncExternalStore(played.subscribe, played.get).has(file)
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (root.current) return player.add({ id, file, src, durationMs, group, element: root.current })
  }, [player, id, file, src, durationMs, group])

  const isCurrent = view.id === id
  const isRunning = isCurrent && (view.state === 'playing' || view.state === 'loading')
  const position = player.positionOf(id)
  const faster = SPEEDS[(SPEEDS.indexOf(view.speed) + 1) % SPEEDS.length] ?? 1
  const spokenLength = spokenOf(durationMs, labels)
  return (
    <div ref={root} className="w-64 max-w-full">
      <div className="flex items-center gap-2">
        {isCurrent && view.state === 'loading' ? (
          <span className="grid size-8 place-items-center touch:size-11">
            <Spinner />
          </span>
        ) : (
          <IconButton
            icon={isRunning ? Pause : Play}
            label={isRunning ? labels.pausePlaying : labels.playOf(spokenLength)}
            tabIndex={tabIndex}
            className="rounded-full bg-accent text-on-accent hover:bg-accent-strong hover:text-on-accent"
            onClick={() => (isRunning ? player.pause() : player.play(id))}
          />
        )}
        <span className="relative h-8 min-w-0 flex-1 touch:h-11">
          <span className="pointer-events-none absolute inset-x-0 inset-y-1 touch:inset-y-2.5 rtl:-scale-x-100">
            <Waveform bars={bars} part={durationMs > 0 ? position / durationMs : 0} />
          </span>
          <input
            type="range"
            aria-label={labels.place}
            aria-valuetext={labels.placeOf(spokenOf(position, labels), spokenLength)}
            tabIndex={tabIndex}
            min={0}
            max={durationMs}
            step={STEP_MS}
            value={position}
            onChange={(event) => player.seek(id, event.currentTarget.valueAsNumber)}
            className="absolute inset-0 size-full cursor-pointer appearance-none rounded-control bg-transparent [&::-moz-range-thumb]:opacity-0 [&::-webkit-slider-thumb]:opacity-0"
          />
        </span>
        <button
          type="button"
          aria-label={labels.speed(view.speed)}
          title={labels.speed(view.speed)}
          tabIndex={tabIndex}
          onClick={() => player.setSpeed(faster)}
          className="min-h-8 min-w-9 rounded-control text-xs font-medium tabular-nums hover:bg-hover hover:text-text touch:min-h-11 touch:min-w-11"
        >
          {view.speed}×
        </button>
      </div>
      <p className="flex items-center gap-1.5 text-xs tabular-nums">
        <span aria-hidden>{clockOf(position > 0 ? position : durationMs)}</span>
        {marksUnplayed && (
          <span
            role={isPlayed ? undefined : 'img'}
            aria-label={isPlayed ? undefined : labels.unplayed}
            title={isPlayed ? undefined : labels.unplayed}
            className={classes('size-2 rounded-full', !isPlayed && 'bg-accent')}
          />
        )}
      </p>
      {isCurrent && view.state === 'failed' && (
        <p role="alert" className="text-sm text-danger">
          {labels.failed}
        </p>
      )}
    </div>
  )
}
