import { use, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import { contentOf, type Content } from '../../wire/content.ts'
import type { Message } from '../../wire/messages.ts'
import { useEndsCatalogue } from '../i18n/ends.ts'
import { useMessenger, useMessengerState, useThread, useTimeline } from '../messenger/context.ts'
import { NoteContext } from '../requests/useAttempts.ts'
import type { ComposerMode } from '../conversation/context.ts'

interface ModeEndProps {
  conversationId: string
  threadRoot: string | null
  mode: Exclude<ComposerMode, { kind: 'write' }>
  onMode: (mode: ComposerMode) => void
}

/** Ends a reply or an edit when its message is deleted or disappears, and says so in one line. */
export default function ModeEnd({ conversationId, threadRoot, mode, onMode }: ModeEndProps) {
  const labels = useEndsCatalogue()
  const messenger = useMessenger()
  const serverClock = useMessengerState((state) => state.serverClock)
  const note = use(NoteContext)
  const { id, thread_root, expires_at } = mode.message
  const timeline = useTimeline(conversationId)
  const thread = useThread(thread_root ?? id)
  const isLoading = timeline?.status !== 'ready' || thread?.status === 'loading'
  const loaded = [...(timeline?.messages ?? []), ...(thread?.messages ?? [])]
  const found = loaded.find((one) => one.id === id)
  const content = useContent(conversationId, id, { found, isLoading })
  const ended = useRef<typeof mode>(null)

  const end = useEffectEvent((isOver: boolean) => {
    // React runs an effect twice in development, and the text is kept once.
    if (ended.current === mode) return
    ended.current = mode
    const { drafts } = messenger
    if (mode.kind === 'reply') note(isOver ? labels.replyEnded : labels.replyDeleted)
    else {
      note(isOver ? labels.editEnded : labels.editDeleted)
      // What the person has changed is their own text. The unchanged body is gone with its message.
      const own = mode.body === mode.message.body ? undefined : mode.body
      const texts = [own, drafts.get(conversationId, threadRoot)].filter(Boolean)
      if (own) drafts.put(conversationId, texts.join('\n'), threadRoot)
    }
    onMode({ kind: 'write' })
  })
  // Before the first paint: the edit may be of an earlier visit of the conversation, and its message over since.
  useLayoutEffect(() => {
    const isPast = !!expires_at && Date.parse(expires_at) <= performance.now() + serverClock
    if (content === 'deleted') end(false)
    else if (content === 'expired' || (content === undefined && isPast)) end(true)
  }, [content, expires_at, serverClock])
  return null
}

/** What the message is now. One that is too old to be loaded with its conversation is asked for, as a quoted one is. */
function useContent(
  conversationId: string,
  id: string,
  { found, isLoading }: { found: Message | undefined; isLoading: boolean },
): Content['kind'] | undefined {
  const { timeline } = useMessenger()
  const far = useMessengerState((state) => state.quoted[id])
  const isFar = !found && !isLoading
  useEffect(() => {
    if (isFar) return timeline.showQuoted(conversationId, id)
  }, [timeline, conversationId, id, isFar])
  if (found) return contentOf(found).kind
  if (far?.kind === 'gone') return 'deleted'
  return far?.kind === 'there' ? contentOf(far.message).kind : undefined
}
