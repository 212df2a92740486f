import { Mic } from 'lucide-react'
import type { AttachedFile } from '../../wire/files.ts'
import { clockOf } from './clock.ts'
import { fromBase64 } from './waveform.ts'
import { Waveform } from './Waveform.tsx'

/** A voice message that is not sent yet, as it will look. */
export default function PendingVoice({ voice }: { voice: NonNullable<AttachedFile['voice']> }) {
  return (
    <div className="w-64 max-w-full opacity-80">
      <div className="flex items-center gap-2">
        <span className="grid size-8 shrink-0 place-items-center touch:size-11">
          <Mic aria-hidden className="size-[18px]" />
        </span>
        <span className="h-6 min-w-0 flex-1">
          <Waveform bars={fromBase64(voice.waveform)} part={0} />
        </span>
      </div>
      <p aria-hidden className="text-xs tabular-nums">
        {clockOf(voice.duration_ms)}
      </p>
    </div>
  )
}
