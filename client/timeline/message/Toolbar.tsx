import { Ellipsis, MessagesSquare, Reply, SmilePlus } from 'lucide-react'
import { Suspense } from 'react'
import type { Message } from '../../../wire/messages.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { classes } from '../../ui/classes.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { useMessageActions } from './useMessageActions.ts'
import type { Popup } from './popup.ts'
import { useReact } from './useReact.ts'
import { lazy } from '../../ui/later/lazy.tsx'

const EmojiPopover = lazy(() => import('../../emoji/EmojiPopover.tsx'))
const MessageMenu = lazy(() => import('./MessageMenu.tsx'))

interface ToolbarProps {
  message: Message
  mine: boolean
  popup: Popup | null
  onPopup: (popup: Popup | null) => void
  returnFocus: () => void
}

/** The quick actions of a message, shown above it while it is hovered or focused. */
export function Toolbar({ message, mine, popup, onPopup, returnFocus }: ToolbarProps) {
  const { messages: labels } = useCatalogue()
  const { mayWrite, reply, thread } = useMessageActions(message)
  const react = useReact(message)
  const inside = { tabIndex: -1, className: 'touch:size-11' }
  const reactButton = (
    <IconButton
      icon={SmilePlus}
      label={labels.react}
      {...inside}
      onClick={() => onPopup('react')}
    />
  )
  const moreButton = (
    <IconButton
      icon={Ellipsis}
      label={labels.more}
      aria-haspopup="menu"
      {...inside}
      onClick={() => onPopup('menu')}
    />
  )
  return (
    <div
      role="group"
      aria-label={labels.actions}
      className={classes(
        'absolute bottom-[calc(100%-10px)] z-10 flex animate-appear rounded-control border border-line bg-bg shadow-float',
        mine ? 'end-1' : 'start-1',
      )}
    >
      {mayWrite &&
        (popup === 'react' ? (
          <Suspense fallback={reactButton}>
            <EmojiPopover
              quick
              onPick={react}
              onClose={() => onPopup(null)}
              returnFocus={returnFocus}
            >
              {reactButton}
            </EmojiPopover>
          </Suspense>
        ) : (
          reactButton
        ))}
      {reply && (
        <IconButton
          icon={Reply}
          label={labels.reply}
          {...inside}
          className="touch:size-11 rtl:-scale-x-100"
          onClick={reply}
        />
      )}
      {thread && (
        <IconButton icon={MessagesSquare} label={labels.thread} {...inside} onClick={thread} />
      )}
      {popup === 'menu' ? (
        <Suspense fallback={moreButton}>
          <MessageMenu message={message} onPopup={onPopup} returnFocus={returnFocus}>
            {moreButton}
          </MessageMenu>
        </Suspense>
      ) : (
        moreButton
      )}
    </div>
  )
}
