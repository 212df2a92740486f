import type { Conversation } from '../../wire/conversations.ts'
import type { Text } from '../i18n/en.ts'
import { useText } from '../i18n/language.ts'
import { plainText } from '../markup/blocks.ts'
import { wordsOf } from '../conversation/SystemLine.tsx'
import { useBlocked } from '../conversation/useBlocked.ts'
import { classes } from '../ui/classes.ts'
import { useMessenger, useTypists } from '../messenger/context.ts'
import { nameIn } from '../conversation/names.ts'

interface LastLineProps {
  conversation: Conversation
  active: boolean
  unread: boolean
  me: string
}

/** The most useful thing that fits on a line: who types, what one was about to write, what was said last. */
export function LastLine({ conversation, active, unread, me }: LastLineProps) {
  const text = useText()
  const messenger = useMessenger()
  const blocked = useBlocked(conversation.kind !== 'DIRECT')
  const typing = (useTypists(conversation.id)?.length ?? 0) > 0
  const draft = active ? '' : messenger.drafts.get(conversation.id).trim()
  const line = 'min-w-0 flex-1 truncate text-sm'

  if (typing) {
    return <span className={classes(line, 'text-accent')}>{text.conversations.typingShort}</span>
  }
  if (draft) {
    return (
      <span className={classes(line, 'text-muted')}>
        <span className="text-danger">{text.conversations.draftLabel}</span> <bdi>{draft}</bdi>
      </span>
    )
  }
  return (
    <span className={classes(line, unread ? 'text-text' : 'text-muted')}>
      <bdi>{lineOf(conversation, { me, blocked, text })}</bdi>
    </span>
  )
}

interface Reader {
  me: string
  blocked: ReadonlySet<string>
  text: Text
}

/** What was said last; in a group after the name of who said it. */
function lineOf(conversation: Conversation, { me, blocked, text }: Reader): string {
  const { last_message: last, kind } = conversation
  if (!last) return text.conversations.noMessagesYet
  const nameOf = (id: string | null) =>
    id === me ? text.timeline.you : (nameIn(conversation, id) ?? text.conversations.nobody)
  if (last.event) return wordsOf(last.event, last.sender_id, text.messages, { me, nameOf })
  if (blocked.has(last.sender_id ?? '')) return text.messages.blocked
  const body = last.deleted_at ? text.conversations.deletedLine : plainText(last.body)
  if (last.sender_id === me) return text.conversations.ownLine(body)
  return kind === 'DIRECT' ? body : text.conversations.authoredLine(nameOf(last.sender_id), body)
}
