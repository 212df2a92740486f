import { Suspense, memo, useCallback, useRef, useState } from 'react'
import { useCatalogue, useFormat } from '../../i18n/language.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { classes } from '../../ui/classes.ts'
import { Bubble } from './Bubble.tsx'
import type { MessageEntry } from './entry.ts'
import { HiddenMessage } from './HiddenMessage.tsx'
import { useMentioned } from '../../markup/mentioned.ts'
import { messageLine } from '../../markup/message-line.ts'
import type { Formatted } from '../../markup/reader.ts'
import type { Popup } from './popup.ts'
import { usePeople } from '../../conversation/context.ts'
import { PersonName } from '../../conversation/PersonName.tsx'
import { Reactions } from './Reactions.tsx'
import { ThreadSummary } from './ThreadSummary.tsx'
import { useNear } from './useNear.ts'
import type { Point } from '../../ui/useLongPress.ts'
import { lazy } from '../../ui/later/lazy.tsx'
import { isTouch } from '../../browser/touch.ts'

const ReportDialog = lazy(() => import('../../reports/ReportDialog.tsx'), 'over')
const RemoveMessage = lazy(() => import('./RemoveMessage.tsx'), 'over')
const PendingActions = lazy(() => import('./PendingActions.tsx'))
const SwipeToReply = lazy(() => import('./SwipeToReply.tsx'))
const WaitingMenu = lazy(() => import('./WaitingMenu.tsx'))
const Toolbar = lazy(() => import('./Toolbar.tsx'))
const UploadProgress = lazy(() => import('../../files/UploadProgress.tsx'))

export interface MessageRowProps extends Omit<MessageEntry, 'kind' | 'key' | 'author'> {
  row: string
  mine: boolean
  /** The id of the author, account or alias. Empty for nobody. */
  authorId: string
  /** The name of the author. */
  author: string
  avatarUrl: string | null
  /** Whether the name and the picture open the author's profile card. */
  opensAuthor: boolean
  /** Shows the author at the first message of a run. Conversations of two do not need it. */
  showAuthor: boolean
  /** False in the thread itself. */
  showThread: boolean
  tabbable: boolean
  /** The parser. The log listens for it, and not each of its messages. */
  formatted: Formatted | null
}

/** One message. Its props are plain values, so that it is drawn again only when one of them changes. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { row, mine, author, at, state, first, deleted, message, showAuthor } = props
  const { timeline: labels, messages } = useCatalogue()
  const format = useFormat()
  const article = useRef<HTMLElement>(null)
  const [popup, setPopup] = useState<Popup | null>(null)
  /** Where a finger has opened the menu. */
  const [point, setPoint] = useState<Point | null>(null)
  const [revealed, setRevealed] = useState(false)
  const acts = message !== null && !deleted
  const waits = state === 'waiting' || state === 'sending'
  const menu = acts ? 'menu' : waits ? 'waiting' : null
  // The menu of a waiting message ends with its answer: under the finger stands another one then.
  if (popup === 'waiting' && !waits) setPopup(null)
  const near = useNear((at) => {
    if (!menu) return
    setPoint(at)
    setPopup(menu)
  })
  const { byId } = usePeople()
  const mentioned = useMentioned(message, props.mentions)
  const hidden = props.blocked && !revealed
  const shownBody = hidden
    ? messages.blocked
    : deleted
      ? message?.hidden_at
        ? labels.hidden
        : labels.deleted
      : messageLine(
          {
            body: props.body,
            files: props.files,
            mentions: [...mentioned].map(([name, user_id]) => ({ name, user_id })),
          },
          messages,
          (id) => byId.get(id),
          props.formatted,
        )
  const seen =
    state === 'seen' ? messages.seenByCount(props.readers) : state && labels.states[state]
  const states = [props.edited && !deleted && labels.edited, !deleted && seen].filter(Boolean)

  /** Skipped if the chosen action has moved the focus elsewhere. */
  const returnFocus = useCallback(() => {
    if (document.activeElement === document.body) article.current?.focus({ preventScroll: true })
  }, [])

  const bar = { point, popup, onPopup: setPopup, returnFocus }
  return (
    <article
      ref={article}
      data-row={row}
      data-seq={message?.seq}
      tabIndex={props.tabbable ? 0 : -1}
      aria-label={labels.article(author, format.time(at), shownBody, states.join(', '))}
      {...near.handlers}
      className={classes(
        'message-row relative flex gap-2 rounded-bubble',
        mine && 'flex-row-reverse',
        first ? 'mt-3' : 'mt-0.5',
      )}
    >
      {showAuthor && (
        <span className="w-8 shrink-0 pt-0.5">
          {first && (
            <span {...(props.opensAuthor && { 'data-person': props.authorId })}>
              <Avatar id={props.authorId} name={author} url={props.avatarUrl} size="small" />
            </span>
          )}
        </span>
      )}
      <div
        className={classes(
          'flex max-w-[min(72ch,85%,100%-3rem)] min-w-0 flex-col',
          mine ? 'items-end' : 'items-start',
        )}
      >
        {showAuthor && first && (
          <p className="mb-0.5 max-w-full truncate ps-3 text-xs font-medium text-muted">
            {props.opensAuthor ? (
              <PersonName id={props.authorId} name={author} />
            ) : (
              <bdi>{author}</bdi>
            )}
          </p>
        )}
        {hidden ? (
          <HiddenMessage onShow={() => setRevealed(true)} />
        ) : (
          <Bubble
            {...props}
            mentioned={mentioned}
            popup={popup}
            onPopup={setPopup}
            returnFocus={returnFocus}
          />
        )}
        {message && !hidden && message.reactions.length > 0 && <Reactions message={message} />}
        {message?.thread && props.showThread && <ThreadSummary message={message} />}
        {(props.onlyHere || props.failure || state === 'stale') && (
          <Suspense>
            <PendingActions {...props} />
          </Suspense>
        )}
        {state === 'uploading' && (
          <Suspense>
            <UploadProgress {...props} />
          </Suspense>
        )}
      </div>
      {menu && !hidden && (near.is || popup) && (
        <Suspense>
          {message ? (
            <Toolbar {...props} {...bar} message={message} />
          ) : (
            <WaitingMenu {...props} {...bar} />
          )}
        </Suspense>
      )}
      {acts && !hidden && isTouch() && (
        <Suspense>
          <SwipeToReply message={message} article={article} />
        </Suspense>
      )}
      {popup === 'report' && message && (
        <Suspense>
          <ReportDialog about={{ message_id: message.id }} onClose={() => setPopup(null)} />
        </Suspense>
      )}
      {popup === 'remove' && message && (
        <Suspense>
          <RemoveMessage message={message} onClose={() => setPopup(null)} />
        </Suspense>
      )}
    </article>
  )
})
