import type { MessageFile } from '../../wire/files.ts'
import { basePath } from '../browser/place.ts'
import { VoicePlayer } from './VoicePlayer.tsx'
import { fromBase64 } from './waveform.ts'

interface VoiceMessageProps {
  file: MessageFile
  /** The conversation or the thread: the next voice message of the same one follows. */
  place: string
  seq: number
  mine: boolean
}

/** A voice message in the timeline. */
export default function VoiceMessage({ file, place, seq, mine }: VoiceMessageProps) {
  return (
    <VoicePlayer
      id={file.id}
      src={`${basePath}/api/files/${file.id}/original`}
      durationMs={file.duration_ms ?? 0}
      group={place}
      order={seq}
      bars={fromBase64(file.waveform)}
      marksUnplayed={!mine}
      tabIndex={-1}
    />
  )
}
