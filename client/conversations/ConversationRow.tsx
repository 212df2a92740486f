import { memo } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { useFormat, useText } from '../i18n/language.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { classes } from '../ui/classes.ts'
import { Link } from '../ui/Link.tsx'
import { useMessengerState } from './context.ts'
import { LastLine } from './LastLine.tsx'
import { counterpart, titleOf } from './people.ts'
import { paths } from './routes.ts'

interface ConversationRowProps {
  conversation: Conversation
  active: boolean
  now: Date
}

export const ConversationRow = memo(function ConversationRow({
  conversation,
  active,
  now,
}: ConversationRowProps) {
  const text = useText()
  const format = useFormat()
  const me = useMessengerState((state) => state.me.id)
  const other = counterpart(conversation, me)
  const otherId = other?.user_id ?? ''
  const online = useMessengerState((state) => state.presence[otherId]?.online ?? false)
  const title = titleOf(conversation, me, text)
  const { unread } = conversation
  return (
    <li>
      <Link
        href={paths.conversation(conversation.id)}
        aria-current={active ? 'page' : undefined}
        className={classes(
          'ring-inside flex h-16 items-center gap-3 rounded-card px-2 hover:bg-hover',
          active && 'bg-hover',
        )}
      >
        <Avatar
          id={otherId || conversation.id}
          name={title}
          url={other?.avatar_url ?? null}
          online={online}
        />
        <div className="min-w-0 flex-1">
          <div className="flex items-baseline gap-2">
            <span
              className={classes(
                'min-w-0 flex-1 truncate',
                unread > 0 ? 'font-bold' : 'font-medium',
              )}
            >
              {title}
            </span>
            {online && <span className="sr-only">{text.conversations.active}</span>}
            <time
              dateTime={conversation.active_at}
              className="shrink-0 text-xs text-muted tabular-nums"
            >
              {format.stamp(conversation.active_at, now)}
            </time>
          </div>
          <div className="flex h-5 items-center gap-2">
            <LastLine conversation={conversation} active={active} me={me} />
            {unread > 0 && (
              <span className="grid h-5 min-w-5 shrink-0 place-items-center rounded-full bg-accent px-1.5 text-xs font-bold text-on-accent tabular-nums">
                <span aria-hidden>{text.conversations.unreadShort(unread)}</span>
                <span className="sr-only">{text.conversations.unread(unread)}</span>
              </span>
            )}
          </div>
        </div>
      </Link>
    </li>
  )
})
