import { BellOff } from 'lucide-react'
import { Suspense } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { useCatalogue } from '../i18n/language.ts'
import { classes } from '../ui/classes.ts'
import { lazy } from '../ui/later/lazy.tsx'

const PinMark = lazy(() => import('../pins/PinMark.tsx'), 'nowhere')

const badge =
  'grid h-5 min-w-5 shrink-0 place-items-center rounded-full px-1.5 text-xs font-bold tabular-nums'

/** The number of unread messages, the mentions of the user, and whether the conversation is pinned or muted. */
export function RowBadges({ conversation }: { conversation: Conversation }) {
  const { conversations: labels } = useCatalogue()
  const { unread, me } = conversation
  const loud = me.muted ? 'border border-control text-text' : 'bg-accent text-on-accent'
  return (
    <>
      {me.pinned_at !== null && (
        <>
          <span className="size-3.5 shrink-0 text-muted">
            <Suspense>
              <PinMark />
            </Suspense>
          </span>
          <span className="sr-only">{labels.pinned}</span>
        </>
      )}
      {me.muted && (
        <>
          <BellOff aria-hidden className="size-3.5 shrink-0 text-muted" />
          <span className="sr-only">{labels.muted}</span>
        </>
      )}
      {me.mentions > 0 && (
        <span className={classes(badge, 'bg-accent text-on-accent')}>
          <span aria-hidden>{labels.mentionSign}</span>
          <span className="sr-only">{labels.mentioned(me.mentions)}</span>
        </span>
      )}
      {unread > 0 ? (
        <span className={classes(badge, loud)}>
          <span aria-hidden>{labels.unreadShort(unread)}</span>
          <span className="sr-only">{labels.unread(unread)}</span>
        </span>
      ) : (
        me.marked_unread && (
          <span className="grid size-5 shrink-0 place-items-center">
            <span aria-hidden className="size-2.5 rounded-full bg-accent" />
            <span className="sr-only">{labels.markedUnread}</span>
          </span>
        )
      )}
    </>
  )
}
