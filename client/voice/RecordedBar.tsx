import { SendHorizontal, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useVoiceCatalogue } from '../i18n/voice.ts'
import { IconButton } from '../ui/IconButton.tsx'
import type { Recording } from './recording-store.ts'
import { VoicePlayer } from './VoicePlayer.tsx'
import { barsOf } from './waveform.ts'

interface RecordedBarProps {
  recording: Recording
  /** An earlier page recorded it. */
  isFound: boolean
  onSend: () => void
  onDiscard: () => void
}

/** Listen before sending. It stands above the text box, which stays usable. */
export function RecordedBar({ recording, isFound, onSend, onDiscard }: RecordedBarProps) {
  const labels = useVoiceCatalogue()
  const [src, setSrc] = useState('')
  useEffect(() => {
    const address = URL.createObjectURL(recording.bytes)
    queueMicrotask(() => setSrc(address))
    return () => URL.revokeObjectURL(address)
  }, [recording])
  return (
    <div
      role="group"
      aria-label={labels.recorder}
      className="order-first w-full border-b border-line px-1 pt-1 pb-2"
    >
      {isFound && <p className="px-1 pb-1 text-sm text-muted">{labels.found}</p>}
      <div className="flex items-center gap-1">
        <IconButton icon={Trash2} label={labels.discard} onClick={onDiscard} />
        <div className="min-w-0 flex-1 [&>*]:w-full">
          <VoicePlayer
            id={recording.id}
            src={src}
            durationMs={recording.duration_ms}
            group={recording.id}
            bars={barsOf(recording.levels)}
          />
        </div>
        <IconButton
          icon={SendHorizontal}
          label={labels.send}
          data-focus="ready"
          className="bg-accent text-on-accent hover:bg-accent-strong hover:text-on-accent rtl:-scale-x-100"
          onClick={onSend}
        />
      </div>
    </div>
  )
}
