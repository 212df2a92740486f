import { Suspense } from 'react'
import { readSetting } from '../../browser/settings.ts'
import { useFormat, useCatalogue } from '../../i18n/language.ts'
import { classes } from '../../ui/classes.ts'
import type { MessageEntry } from './entry.ts'
import { drawBody } from '../../markup/draw-body.tsx'
import type { Formatted } from '../../markup/reader.ts'
import type { Popup } from './popup.ts'
import { Quote } from './Quote.tsx'
import { Receipt } from './Receipt.tsx'
import { lazy } from '../../ui/later/lazy.tsx'

const PreviewCard = lazy(() => import('../../previews/PreviewCard.tsx'))
const FilesContent = lazy(() => import('../../files/FilesContent.tsx'))

interface BubbleProps extends Omit<MessageEntry, 'kind' | 'key' | 'author'> {
  mine: boolean
  /** The people whom the message names, by the names in its body. */
  mentioned: ReadonlyMap<string, string>
  formatted: Formatted | null
  popup: Popup | null
  onPopup: (popup: Popup | null) => void
  returnFocus: () => void
}

/** The body of one message, with its time and its receipt. */
export function Bubble(props: BubbleProps) {
  const { mine, first, last, deleted, body, at, state, replyTo, message, mentioned } = props
  const preview = message?.preview
  const { timeline: labels } = useCatalogue()
  const format = useFormat()
  const tail = (
    // The outer element has the direction of the message, so that its margin is on the side of the text.
    <span
      className={classes(
        'float-tail ms-3 mt-2 -mb-1 text-xs whitespace-nowrap select-none',
        mine ? 'text-own-muted' : 'text-muted',
      )}
    >
      <span dir="ltr" className="flex items-center gap-1">
        {props.edited && !deleted && <span>{labels.edited}</span>}
        <time dateTime={at} title={format.full(at)}>
          {format.time(at)}
        </time>
        {state && !deleted && (
          <Receipt
            state={state}
            readers={props.readers}
            message={message}
            popup={props.popup}
            onPopup={props.onPopup}
            returnFocus={props.returnFocus}
          />
        )}
      </span>
    </span>
  )
  return (
    <div
      className={classes(
        'max-w-full rounded-bubble px-3 py-2 outline-2 outline-offset-2 outline-transparent transition-[outline-color] duration-[240ms] in-data-lit:outline-accent touch:select-none',
        mine ? 'bg-own text-on-own' : 'bg-surface text-text',
        mine && !first && 'rounded-se-control',
        mine && !last && 'rounded-ee-control',
        !mine && !first && 'rounded-ss-control',
        !mine && !last && 'rounded-es-control',
      )}
    >
      {replyTo && !deleted && <Quote id={replyTo} loaded={props.quoted} />}
      {props.files && (
        <Suspense>
          <FilesContent files={props.files} mine={mine} />
        </Suspense>
      )}
      <div dir="auto" className="flow-root [overflow-wrap:anywhere]">
        {deleted ? (
          <>
            <em className="opacity-80 [font-synthesis:style]">
              {message?.hidden_at ? labels.hidden : labels.deleted}
            </em>
            {tail}
          </>
        ) : (
          drawBody({ formatted: props.formatted, body, mentioned, tail })
        )}
      </div>
      {preview && readSetting('previews') !== 'off' && (
        <div className="mt-2 h-20 w-88 max-w-full">
          <Suspense>
            <PreviewCard message={message} preview={preview} mine={mine} />
          </Suspense>
        </div>
      )}
    </div>
  )
}
