import { Suspense } from 'react'
import { authorOf, isBy, isByOneOf, namedIdOf, type Author } from '../../wire/author.ts'
import { contentOf } from '../../wire/content.ts'
import { capabilitiesOf } from '../../wire/conversation-kinds.ts'
import type { Conversation } from '../../wire/conversations.ts'
import type { Catalogue } from '../i18n/en.ts'
import { useCatalogue } from '../i18n/language.ts'
import { messageLine } from '../markup/message-line.ts'
import { useFormattedWhenLoaded } from '../markup/reader.ts'
import { describeEvent } from '../conversation/describe-event.ts'
import { useBlocked } from '../conversation/useBlocked.ts'
import { classes } from '../ui/classes.ts'
import { useMessenger, useMessengerState, useTypists } from '../messenger/context.ts'
import { nameIn, personIn, type KnownPeople } from '../conversation/names.ts'
import { lazy } from '../ui/later/lazy.tsx'

const UnsentLine = lazy(() => import('./UnsentLine.tsx'))

interface LastLineProps {
  conversation: Conversation
  active: boolean
  unread: boolean
  me: string
}

/**
 * The most useful fact that fits on one line. That is who types, else the draft, else what is not sent yet, else the last
 * message.
 */
export function LastLine({ conversation, active, unread, me }: LastLineProps) {
  const catalogue = useCatalogue()
  const messenger = useMessenger()
  useFormattedWhenLoaded()
  const blocked = useBlocked(!capabilitiesOf(conversation.kind).isPair)
  const known = useMessengerState((state) => state.people)
  const typing = (useTypists(conversation.id)?.length ?? 0) > 0
  const draft = active ? '' : messenger.drafts.get(conversation.id).trim()
  const unsent = useMessengerState((state) => state.unsentByConversation[conversation.id])
  const line = 'min-w-0 flex-1 truncate text-sm'

  if (typing) {
    return (
      <span className={classes(line, 'text-accent')}>{catalogue.conversations.typingShort}</span>
    )
  }
  if (draft) {
    return (
      <span className={classes(line, 'text-muted')}>
        <span className="text-danger">{catalogue.conversations.draftLabel}</span> <bdi>{draft}</bdi>
      </span>
    )
  }
  if (unsent) {
    return (
      <Suspense fallback={<span className={line} />}>
        <UnsentLine
          unsent={unsent}
          className={line}
          find={(id) => personIn(conversation, known, id)}
        />
      </Suspense>
    )
  }
  return (
    <span className={classes(line, unread ? 'text-text' : 'text-muted')}>
      <bdi>{lineOf(conversation, { me, blocked, known, catalogue })}</bdi>
    </span>
  )
}

interface Reader {
  me: string
  blocked: ReadonlySet<string>
  known: KnownPeople
  catalogue: Catalogue
}

/** The last message. In a group the name of its author stands before it. */
function lineOf(conversation: Conversation, { me, blocked, known, catalogue }: Reader): string {
  const { last_message: last, kind } = conversation
  if (!last) return catalogue.conversations.noMessagesYet
  const nameOf = (id: string | null) =>
    id === me
      ? catalogue.timeline.you
      : (nameIn(conversation, known, id) ?? catalogue.conversations.nobody)
  const author = authorOf(last)
  const nameOfAuthor = (one: Author) => nameOf(namedIdOf(one))
  if (last.event)
    return describeEvent(last.event, author, catalogue.messages, { me, nameOf, nameOfAuthor })
  if (contentOf(last).kind === 'expired') return ''
  if (isByOneOf(author, blocked)) return catalogue.messages.blocked
  const isOwn = isBy(author, me)
  // Nobody said these words, so no name stands before them.
  if (last.hidden_at) return catalogue.timeline[isOwn ? 'hiddenOwn' : 'hidden']
  const body = last.deleted_at
    ? catalogue.conversations.deletedLine
    : messageLine(last, catalogue.messages, (id) => personIn(conversation, known, id))
  const labels = catalogue.conversations
  const isAnswer = last.thread_root !== null
  if (isOwn) return isAnswer ? labels.ownThreadLine(body) : labels.ownLine(body)
  if (capabilitiesOf(kind).isPair) return isAnswer ? catalogue.messages.inThread(body) : body
  const authored = isAnswer ? labels.authoredThreadLine : labels.authoredLine
  return authored(nameOfAuthor(author), body)
}
