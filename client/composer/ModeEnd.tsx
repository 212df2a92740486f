import { use, useEffect, useEffectEvent } from 'react'
import { contentOf } from '../../wire/content.ts'
import { useEndsCatalogue } from '../i18n/ends.ts'
import { useThread, useTimeline } from '../messenger/context.ts'
import { NoteContext } from '../requests/useAttempts.ts'
import type { ComposerMode } from '../conversation/context.ts'

interface ModeEndProps {
  conversationId: string
  mode: Exclude<ComposerMode, { kind: 'write' }>
  onEnd: () => void
}

/** Ends a reply or an edit when its message disappears, and says so in one line. */
export default function ModeEnd({ conversationId, mode, onEnd }: ModeEndProps) {
  const labels = useEndsCatalogue()
  const note = use(NoteContext)
  const { id, thread_root } = mode.message
  const timeline = useTimeline(conversationId)
  const thread = useThread(thread_root ?? id)
  const loaded = [...(timeline?.messages ?? []), ...(thread?.messages ?? [])]
  const hasEnded = loaded.some((one) => one.id === id && contentOf(one).kind === 'expired')
  const end = useEffectEvent(() => {
    note(mode.kind === 'edit' ? labels.editEnded : labels.replyEnded)
    onEnd()
  })
  useEffect(() => {
    if (hasEnded) end()
  }, [hasEnded])
  return null
}
