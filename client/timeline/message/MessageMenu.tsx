import {
  Copy,
  Eye,
  Flag,
  Link,
  MailOpen,
  MessagesSquare,
  Pencil,
  Pin,
  PinOff,
  Reply,
  SmilePlus,
  Trash,
} from 'lucide-react'
import { DropdownMenu as Menu } from 'radix-ui'
import type { ReactElement } from 'react'
import type { Message } from '../../../wire/messages.ts'
import { mayPinMessage } from '../../../wire/permissions.ts'
import { usePeople } from '../../conversation/context.ts'
import { quickReactions } from '../../emoji/choices.ts'
import { useMessenger, useMessengerState } from '../../messenger/context.ts'
import { pinMessage } from '../../pins/requests.ts'
import { usePinning } from '../../pins/usePinning.ts'
import { usePinsCatalogue } from '../../i18n/pins.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { useModerationCatalogue } from '../../i18n/moderation.ts'
import { classes } from '../../ui/classes.ts'
import { useMessageActions } from './useMessageActions.ts'
import { menuIcon, menuItem } from '../../ui/menus/menu-looks.ts'
import { MenuFrame } from '../../ui/menus/MenuFrame.tsx'
import type { Popup } from './popup.ts'
import { useReact } from './useReact.ts'

interface MessageMenuProps {
  message: Message
  children: ReactElement
  onPopup: (popup: Popup | null) => void
  returnFocus: () => void
}

/** All actions of a message. The menu is open as long as it is rendered. */
export default function MessageMenu({ message, children, onPopup, returnFocus }: MessageMenuProps) {
  const { messages: labels } = useCatalogue()
  const { report } = useModerationCatalogue()
  const actions = useMessageActions(message)
  return (
    <MenuFrame
      open
      onOpenChange={(open) => !open && onPopup(null)}
      trigger={children}
      returnFocus={returnFocus}
    >
      {actions.mayWrite && <ReactionRow message={message} onMore={() => onPopup('react')} />}
      {actions.reply && (
        <Menu.Item className={menuItem} onSelect={actions.reply}>
          <Reply aria-hidden className={classes(menuIcon, 'rtl:-scale-x-100')} /> {labels.reply}
        </Menu.Item>
      )}
      {actions.thread && (
        <Menu.Item className={menuItem} onSelect={actions.thread}>
          <MessagesSquare aria-hidden className={menuIcon} /> {labels.thread}
        </Menu.Item>
      )}
      {actions.edit && (
        <Menu.Item className={menuItem} onSelect={actions.edit}>
          <Pencil aria-hidden className={menuIcon} /> {labels.edit}
        </Menu.Item>
      )}
      <Menu.Item className={menuItem} onSelect={actions.copyText}>
        <Copy aria-hidden className={menuIcon} /> {labels.copyText}
      </Menu.Item>
      <Menu.Item className={menuItem} onSelect={actions.copyLink}>
        <Link aria-hidden className={menuIcon} /> {labels.copyLink}
      </Menu.Item>
      <PinItem message={message} className={menuItem} />
      <Menu.Item className={menuItem} onSelect={actions.markUnread}>
        <MailOpen aria-hidden className={menuIcon} /> {labels.markUnread}
      </Menu.Item>
      {message.reactions.length > 0 && (
        <Menu.Item className={menuItem} onSelect={() => queueMicrotask(() => onPopup('reactors'))}>
          <SmilePlus aria-hidden className={menuIcon} /> {labels.reactions}
        </Menu.Item>
      )}
      {actions.canSeeReaders && (
        // The menu closes by itself first. The next popup has to open after that.
        <Menu.Item className={menuItem} onSelect={() => queueMicrotask(() => onPopup('readers'))}>
          <Eye aria-hidden className={menuIcon} /> {labels.seenBy}
        </Menu.Item>
      )}
      {actions.canReport && (
        <Menu.Item className={menuItem} onSelect={() => queueMicrotask(() => onPopup('report'))}>
          <Flag aria-hidden className={menuIcon} /> {report}
        </Menu.Item>
      )}
      {actions.canRemove && (
        <>
          <Menu.Separator className="my-1 h-px bg-line" />
          <Menu.Item
            className={classes(menuItem, 'text-danger')}
            onSelect={() => queueMicrotask(() => onPopup('remove'))}
          >
            <Trash aria-hidden className="size-4" /> {labels.remove}
          </Menu.Item>
        </>
      )}
    </MenuFrame>
  )
}

/** Fits one row of the narrowest phone, with the button for all other emoji. */
const REACTIONS = 6

/** The reactions that a person uses most, and a way to all others. */
function ReactionRow({ message, onMore }: { message: Message; onMore: () => void }) {
  const { messages: labels } = useCatalogue()
  const owner = useMessengerState((state) => state.me.id)
  const react = useReact(message)
  const cell =
    'grid aspect-square min-h-9 cursor-default place-items-center rounded-control text-xl outline-none select-none data-highlighted:bg-hover'
  return (
    <Menu.Group
      aria-label={labels.react}
      className="mb-1 grid grid-cols-7 border-b border-line pb-1"
    >
      {quickReactions(owner, REACTIONS).map((emoji) => (
        <Menu.Item
          key={emoji}
          aria-label={labels.reactWith(emoji)}
          className={cell}
          onSelect={() => react(emoji)}
        >
          <span aria-hidden>{emoji}</span>
        </Menu.Item>
      ))}
      <Menu.Item
        aria-label={labels.moreReactions}
        title={labels.moreReactions}
        className={cell}
        // The menu closes by itself first. The next popup has to open after that.
        onSelect={() => queueMicrotask(onMore)}
      >
        <SmilePlus aria-hidden className="size-5 text-muted" />
      </Menu.Item>
    </Menu.Group>
  )
}

/** The whole conversation sees a pin, so only those who may pin get this item. */
function PinItem({ message, className }: { message: Message; className: string }) {
  const labels = usePinsCatalogue()
  const messenger = useMessenger()
  const { actor, mayWrite } = usePeople()
  const attempt = usePinning(labels.tooManyMessages)
  const isPinned = message.pinned_at !== null
  if (!mayPinMessage(message, actor) || !(mayWrite || isPinned)) return null
  const Icon = isPinned ? PinOff : Pin
  return (
    <Menu.Item
      className={className}
      onSelect={() => attempt(pinMessage(messenger, message, !isPinned))}
    >
      <Icon aria-hidden className={menuIcon} /> {isPinned ? labels.unpin : labels.pin}
    </Menu.Item>
  )
}
