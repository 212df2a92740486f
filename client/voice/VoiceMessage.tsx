import type { MessageFile } from '../../wire/files.ts'
import { basePath } from '../browser/place.ts'
import { useMessagePlace } from '../conversation/context.ts'
import { VoicePlayer } from './VoicePlayer.tsx'
import { fromBase64 } from './waveform.ts'

/** A voice message in the timeline or in a thread. */
export default function VoiceMessage({ file, mine }: { file: MessageFile; mine: boolean }) {
  const { conversationId, threadRoot } = useMessagePlace()
  return (
    <VoicePlayer
      id={file.id}
      src={`${basePath}/api/files/${file.id}/original`}
      durationMs={file.duration_ms ?? 0}
      group={threadRoot ?? conversationId}
      bars={fromBase64(file.waveform)}
      marksUnplayed={!mine}
      tabIndex={-1}
    />
  )
}
