import { memo } from 'react'
import { useFormat, useText } from '../i18n/language.ts'
import { classes } from '../ui/classes.ts'
import type { MessageEntry } from './entries.ts'
import { Linked } from './Linked.tsx'
import { PendingActions } from './PendingActions.tsx'
import { Receipt } from './Receipt.tsx'

export interface MessageRowProps extends Omit<MessageEntry, 'kind' | 'key'> {
  row: string
  mine: boolean
  author: string
  /** Over the first of a run, where there is more than one other who could have written it. */
  showAuthor: boolean
  tabbable: boolean
}

/** One message. Its props are plain values, so that it is drawn again only when it has changed itself. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { row, mine, author, body, at, state, first, last, deleted, tabbable } = props
  const { timeline: text } = useText()
  const format = useFormat()
  const words = deleted ? text.deleted : body
  return (
    <article
      data-row={row}
      tabIndex={tabbable ? 0 : -1}
      aria-label={text.article(author, format.time(at), words, state ? text.states[state] : '')}
      className={classes(
        'flex flex-col rounded-bubble',
        mine ? 'items-end' : 'items-start',
        first ? 'mt-3' : 'mt-0.5',
      )}
    >
      {props.showAuthor && first && (
        <p className="mb-0.5 ps-3 text-xs font-medium text-muted">{author}</p>
      )}
      <div
        className={classes(
          'max-w-[min(72ch,85%)] rounded-bubble px-3 py-2',
          mine ? 'bg-own text-on-own' : 'bg-surface text-text',
          mine && !first && 'rounded-se-control',
          mine && !last && 'rounded-ee-control',
          !mine && !first && 'rounded-ss-control',
          !mine && !last && 'rounded-es-control',
        )}
      >
        <div dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
          {deleted ? <em className="opacity-80">{words}</em> : <Linked body={body} />}
          <span
            dir="ltr"
            className={classes(
              'float-end ms-3 mt-2 -mb-1 inline-flex items-center gap-1 text-xs whitespace-nowrap select-none',
              mine ? 'text-own-muted' : 'text-muted',
            )}
          >
            {props.edited && !deleted && <span>{text.edited}</span>}
            <time dateTime={at} title={format.full(at)}>
              {format.time(at)}
            </time>
            {state && <Receipt state={state} />}
          </span>
        </div>
      </div>
      {(state === 'failed' || state === 'stale') && (
        <PendingActions clientId={props.clientId} state={state} failure={props.failure} />
      )}
    </article>
  )
})
