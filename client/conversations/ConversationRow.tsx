import { memo, Suspense, useRef, useState, type PointerEvent } from 'react'
import { Ellipsis } from 'lucide-react'
import type { Conversation } from '../../wire/conversations.ts'
import { useFormat, useCatalogue } from '../i18n/language.ts'
import { classes } from '../ui/classes.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Link } from '../ui/Link.tsx'
import { useLongPress } from '../ui/useLongPress.ts'
import { usePresence } from '../messenger/context.ts'
import { ConversationAvatar } from '../conversation/ConversationAvatar.tsx'
import { LastLine } from './LastLine.tsx'
import { isUnread } from './list-filter.ts'
import { counterpartOf, titleOf } from '../conversation/names.ts'
import { paths } from '../navigation/routes.ts'
import { RowBadges } from './RowBadges.tsx'
import { lazy } from '../ui/later/lazy.tsx'

const PostTitle = lazy(() => import('../conversation/PostTitle.tsx'), 'nowhere')
const RowMenu = lazy(() => import('./RowMenu.tsx'))

interface ConversationRowProps {
  conversation: Conversation
  active: boolean
  /** Whether it is the Tab stop of the list. */
  tabbable: boolean
  now: Date
  /** The number of rows above it that are not drawn. Their space stays. */
  skipped: number
  /** Its place among all conversations, where not all are drawn. */
  position: number | undefined
  count: number | undefined
}

export const ConversationRow = memo(function ConversationRow({
  conversation,
  active,
  tabbable,
  now,
  skipped,
  position,
  count,
}: ConversationRowProps) {
  const catalogue = useCatalogue()
  const format = useFormat()
  const me = conversation.me.user_id
  const counterpartId = counterpartOf(conversation, me)?.user_id ?? ''
  const online = usePresence(counterpartId)?.online ?? false
  const [menu, setMenu] = useState<'unwanted' | 'closed' | 'open'>('unwanted')
  const press = useLongPress(() => setMenu('open'))
  /** A finger on the button may begin a scroll. Only lifting the finger there changes the menu. */
  const touched = useRef<'open' | 'closed' | null>(null)
  const title = titleOf(conversation, me, catalogue)
  const unread = isUnread(conversation)
  const button = (
    <IconButton
      icon={Ellipsis}
      label={catalogue.conversations.rowActions(title)}
      aria-haspopup="menu"
      tabIndex={-1}
      onPointerDown={(event: PointerEvent) => {
        const isFinger = event.pointerType === 'touch'
        if (isFinger) event.preventDefault()
        touched.current = isFinger ? (menu === 'open' ? 'closed' : 'open') : null
      }}
      onClick={() => {
        if (menu === 'unwanted' || touched.current) setMenu(touched.current ?? 'open')
      }}
      className="absolute end-1 top-1 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 touch:inset-y-0 touch:my-auto touch:opacity-100"
    />
  )
  return (
    <li
      data-id={conversation.id}
      aria-posinset={position}
      aria-setsize={count}
      style={{ marginTop: `${skipped * 4}rem` }}
      className="group relative"
      {...press}
      onContextMenu={(event) => {
        event.preventDefault()
        setMenu('open')
      }}
    >
      <Link
        href={paths.conversation(conversation.id)}
        aria-current={active ? 'page' : undefined}
        tabIndex={tabbable ? 0 : -1}
        className={classes(
          'ring-inside flex h-16 items-center gap-3 rounded-card px-2 group-hover:bg-hover touch:pe-12 touch:[-webkit-touch-callout:none]',
          active && 'bg-hover',
        )}
      >
        <ConversationAvatar conversation={conversation} me={me} title={title} online={online} />
        <div className="min-w-0 flex-1">
          <div className="flex items-baseline gap-2">
            <span
              className={classes('min-w-0 flex-1 truncate', unread ? 'font-bold' : 'font-medium')}
            >
              <bdi>
                {title}
                {conversation.post && (
                  <Suspense>
                    <PostTitle post={conversation.post} />
                  </Suspense>
                )}
              </bdi>
            </span>
            {online && <span className="sr-only">{catalogue.conversations.active}</span>}
            <time
              dateTime={conversation.active_at}
              className="shrink-0 text-xs text-muted tabular-nums group-hover:invisible group-has-[button:focus-visible]:invisible touch:visible!"
            >
              {format.stamp(conversation.active_at, now)}
            </time>
          </div>
          <div className="flex h-5 items-center gap-1.5">
            <LastLine conversation={conversation} active={active} unread={unread} me={me} />
            <RowBadges conversation={conversation} />
          </div>
        </div>
      </Link>
      {menu === 'unwanted' ? (
        button
      ) : (
        <Suspense fallback={button}>
          <RowMenu
            conversation={conversation}
            open={menu === 'open'}
            onOpenChange={(open) => setMenu(open ? 'open' : 'closed')}
          >
            {button}
          </RowMenu>
        </Suspense>
      )}
    </li>
  )
})
