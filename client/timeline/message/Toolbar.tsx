import { Ellipsis, MessagesSquare, Reply, SmilePlus } from 'lucide-react'
import { Suspense, useRef } from 'react'
import type { Message } from '../../../wire/messages.ts'
import { quickReactions } from '../../emoji/choices.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { useMessengerState } from '../../messenger/context.ts'
import { classes } from '../../ui/classes.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import type { Point } from '../../ui/useLongPress.ts'
import { useMessageActions } from './useMessageActions.ts'
import type { Popup } from './popup.ts'
import { useReact } from './useReact.ts'
import { lazy } from '../../ui/later/lazy.tsx'

const EmojiPopover = lazy(() => import('../../emoji/EmojiPopover.tsx'))
const MessageMenu = lazy(() => import('./MessageMenu.tsx'))
const ReactorsPopover = lazy(() => import('./ReactorsPopover.tsx'))

interface ToolbarProps {
  message: Message
  mine: boolean
  /** The name of the author stands above the first message of a run. */
  showAuthor: boolean
  first: boolean
  /** Where a finger has opened the menu. The buttons are for a mouse and a keyboard. */
  point: Point | null
  popup: Popup | null
  onPopup: (popup: Popup | null) => void
  returnFocus: () => void
}

/** How many reactions the toolbar offers without opening the picker. */
const QUICK_COUNT = 3

/**
 * The quick actions of a message. They stand beside its bubble, where no words are, and as many as there is room for.
 * The menu has all of them. Beside a tall message they stay on the screen.
 */
export default function Toolbar(props: ToolbarProps) {
  const { message, mine, showAuthor, first, point, popup, onPopup, returnFocus } = props
  const { messages: labels } = useCatalogue()
  const { mayWrite, reply, thread } = useMessageActions(message)
  const owner = useMessengerState((state) => state.me.id)
  const react = useReact(message)
  const anchor = useRef<HTMLDivElement>(null)
  const popups = { onPopup, returnFocus }
  const pressed = point && (
    <div ref={anchor} aria-hidden className="fixed" style={{ left: point.x, top: point.y }} />
  )
  const picker = popup === 'react' && (
    <Suspense>
      <EmojiPopover
        owner={owner}
        anchor={anchor}
        onPick={react}
        onClose={() => onPopup(null)}
        returnFocus={returnFocus}
      />
    </Suspense>
  )
  const reactors = popup === 'reactors' && message.reactions.length > 0 && (
    <Suspense>
      <ReactorsPopover {...{ message, anchor, returnFocus }} onClose={() => onPopup(null)} />
    </Suspense>
  )
  if (pressed) {
    return popup === 'menu' ? (
      <Suspense>
        <MessageMenu message={message} {...popups}>
          {pressed}
        </MessageMenu>
      </Suspense>
    ) : (
      <>
        {pressed}
        {picker}
        {reactors}
      </>
    )
  }
  const roomy = { tabIndex: -1, className: 'hidden @min-[8.5rem]:grid' }
  const moreButton = (
    <IconButton
      icon={Ellipsis}
      label={labels.more}
      aria-haspopup="menu"
      tabIndex={-1}
      onClick={() => onPopup('menu')}
    />
  )
  return (
    <div
      className={classes(
        '@container flex min-w-0 flex-1 self-stretch',
        mine && 'justify-end',
        showAuthor && first && 'pt-[1.125rem]',
      )}
    >
      <div className="sticky top-2 h-8">
        <div
          ref={anchor}
          role="group"
          aria-label={labels.actions}
          className="flex animate-appear rounded-control border border-line bg-bg shadow-float"
        >
          {mayWrite && (
            <IconButton
              icon={SmilePlus}
              label={labels.react}
              aria-haspopup="dialog"
              {...roomy}
              onClick={() => onPopup(popup === 'react' ? null : 'react')}
            />
          )}
          {mayWrite &&
            quickReactions(owner, QUICK_COUNT).map((emoji) => (
              <button
                key={emoji}
                type="button"
                tabIndex={-1}
                aria-label={labels.reactWith(emoji)}
                title={labels.reactWith(emoji)}
                onClick={() => react(emoji)}
                className="hidden size-8 place-items-center rounded-control text-lg hover:bg-hover @min-[14.5rem]:grid touch:size-11"
              >
                <span aria-hidden>{emoji}</span>
              </button>
            ))}
          {reply && (
            <IconButton
              icon={Reply}
              label={labels.reply}
              {...roomy}
              className={`${roomy.className} rtl:-scale-x-100`}
              onClick={reply}
            />
          )}
          {thread && (
            <IconButton icon={MessagesSquare} label={labels.thread} {...roomy} onClick={thread} />
          )}
          {popup === 'menu' ? (
            <Suspense fallback={moreButton}>
              <MessageMenu message={message} {...popups}>
                {moreButton}
              </MessageMenu>
            </Suspense>
          ) : (
            moreButton
          )}
        </div>
      </div>
      {picker}
      {reactors}
    </div>
  )
}
