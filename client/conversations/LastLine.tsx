import type { Conversation } from '../../wire/conversations.ts'
import { useText } from '../i18n/language.ts'
import { classes } from '../ui/classes.ts'
import { useMessenger, useMessengerState } from './context.ts'

interface LastLineProps {
  conversation: Conversation
  active: boolean
  me: string
}

/** The most useful thing that fits on a line: who types, what one was about to write, what was said last. */
export function LastLine({ conversation, active, me }: LastLineProps) {
  const { conversations: text } = useText()
  const messenger = useMessenger()
  const typing = useMessengerState((state) => (state.typing[conversation.id]?.length ?? 0) > 0)
  const draft = active ? '' : messenger.draft(conversation.id).trim()
  const last = conversation.last_message
  const line = 'min-w-0 flex-1 truncate text-sm'

  if (typing) return <span className={classes(line, 'text-accent')}>{text.typingShort}</span>
  if (draft) {
    return (
      <span className={classes(line, 'text-muted')}>
        <span className="text-danger">{text.draftLabel}</span> {draft}
      </span>
    )
  }
  if (!last) return <span className={classes(line, 'text-muted')}>{text.noMessagesYet}</span>
  const body = last.deleted_at ? text.deletedLine : last.body
  return (
    <span className={classes(line, conversation.unread > 0 ? 'text-text' : 'text-muted')}>
      <bdi>{last.sender_id === me ? text.ownLine(body) : body}</bdi>
    </span>
  )
}
