import { CircleAlert, Clock } from 'lucide-react'
import { useCatalogue } from '../i18n/language.ts'
import { messageLine } from '../markup/message-line.ts'
import type { FindPerson } from '../markup/plain-line.ts'
import type { PendingMessage } from '../realtime/store/pending-message.ts'
import { classes } from '../ui/classes.ts'

/** The newest message of the outbox, with the sign that its bubble has in the conversation. */
export default function UnsentLine({
  unsent,
  className,
  find,
}: {
  unsent: PendingMessage
  className: string
  find: FindPerson
}) {
  const { conversations: labels, messages, timeline } = useCatalogue()
  const isFailed = unsent.state.kind === 'failed' && unsent.state.code !== 'in_review'
  const Icon = isFailed ? CircleAlert : Clock
  const body = messageLine(unsent, messages, find)
  return (
    <span className={classes(className, isFailed ? 'text-danger' : 'text-muted')}>
      <Icon aria-hidden className="me-1 inline size-3.5 align-[-2px]" />
      <span className="sr-only">{isFailed ? labels.notSent : timeline.states.waiting}: </span>
      <bdi>{unsent.thread_root === null ? labels.ownLine(body) : labels.ownThreadLine(body)}</bdi>
    </span>
  )
}
