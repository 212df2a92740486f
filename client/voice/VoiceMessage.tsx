import type { MessageFile } from '../../wire/files.ts'
import { basePath } from '../browser/place.ts'
import { useMessagePlace } from '../conversation/context.ts'
import { VoicePlayer } from './VoicePlayer.tsx'
import { fromBase64 } from './waveform.ts'

interface VoiceMessageProps {
  file: MessageFile
  mine: boolean
  /** In the list of all voice messages, beside the timeline. It plays by itself: no other follows. */
  isListed?: boolean
}

/** A voice message in the timeline, in a thread or in a list. */
export default function VoiceMessage({ file, mine, isListed = false }: VoiceMessageProps) {
  const { conversationId, threadRoot } = useMessagePlace()
  const listed = `${file.id} listed`
  return (
    <VoicePlayer
      id={isListed ? listed : file.id}
      file={file.id}
      src={`${basePath}/api/files/${file.id}/original`}
      durationMs={file.duration_ms ?? 0}
      group={isListed ? listed : (threadRoot ?? conversationId)}
      bars={fromBase64(file.waveform)}
      marksUnplayed={!mine}
      tabIndex={isListed ? 0 : -1}
    />
  )
}
