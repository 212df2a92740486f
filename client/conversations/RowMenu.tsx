import {
  Archive,
  ArchiveRestore,
  Bell,
  BellOff,
  Info,
  Mail,
  MailOpen,
  Pin,
  PinOff,
} from 'lucide-react'
import type { ReactElement } from 'react'
import { isArchived } from '../../wire/archive.ts'
import type { Conversation } from '../../wire/conversations.ts'
import { useCatalogue } from '../i18n/language.ts'
import { usePinsCatalogue } from '../i18n/pins.ts'
import { usePinning } from '../pins/usePinning.ts'
import { navigate } from '../navigation/location.ts'
import { Menu, type MenuItem } from '../ui/menus/Menu.tsx'
import { usePanels } from '../navigation/panel.ts'
import { useMessenger } from '../messenger/context.ts'
import { isUnread } from './list-filter.ts'
import { paths, useOpenId } from '../navigation/routes.ts'
import { useAttempts } from '../requests/useAttempts.ts'

interface RowMenuProps {
  conversation: Conversation
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The button that opens the menu. */
  children: ReactElement
}

/** The actions on a conversation that work without opening it. The menu is downloaded at the first use. */
export default function RowMenu({ conversation, children, ...open }: RowMenuProps) {
  const { conversations: labels } = useCatalogue()
  const attempt = useAttempts()
  const messenger = useMessenger()
  const { show } = usePanels()
  const openId = useOpenId()
  const { id, last_seq: last, me } = conversation
  const { changeOwn } = messenger.conversations
  const pins = usePinsCatalogue()
  const attemptPin = usePinning(pins.tooManyConversations)
  const isPinned = me.pinned_at !== null
  const archived = isArchived(conversation)

  function markUnread() {
    // An open conversation would be marked read again at once.
    if (openId === id) navigate(paths.home)
    attempt(messenger.conversations.changeOwn(id, { unread_from: last }))
  }

  const items: MenuItem[] = [
    ...(isUnread(conversation)
      ? [
          {
            label: labels.markRead,
            icon: MailOpen,
            run: () => messenger.timeline.markRead(id, last),
          },
        ]
      : last > 0
        ? [{ label: labels.markUnread, icon: Mail, run: markUnread }]
        : []),
    {
      label: me.muted ? labels.unmute : labels.mute,
      icon: me.muted ? Bell : BellOff,
      run: () => attempt(messenger.conversations.changeOwn(id, { muted: !me.muted })),
    },
    {
      label: isPinned ? pins.unpinFromTop : pins.pinToTop,
      icon: isPinned ? PinOff : Pin,
      run: () => attemptPin(changeOwn(id, { pinned: !isPinned })),
    },
    {
      label: archived ? pins.unarchive : pins.archive,
      icon: archived ? ArchiveRestore : Archive,
      run: () => attempt(changeOwn(id, { archived: !archived })),
    },
    {
      label: labels.details,
      icon: Info,
      run() {
        navigate(paths.conversation(id))
        show({ kind: 'details', conversationId: id })
      },
    },
  ]
  return (
    <Menu items={items} {...open}>
      {children}
    </Menu>
  )
}
