import { ShortcutHelp } from '../account/ShortcutHelp.tsx'
import { InviteDialog } from '../invitations/InviteDialog.tsx'
import { NewConversation } from './NewConversation.tsx'
import type { ShellDialog } from '../navigation/dialogs.ts'
import { Switcher } from './Switcher.tsx'

interface DialogsProps {
  dialog: Exclude<ShellDialog, 'log-out'>
  onClose: () => void
}

/** The dialogs of the page that are downloaded when the first one opens. */
export default function Dialogs({ dialog, onClose }: DialogsProps) {
  switch (dialog) {
    case 'new':
      return <NewConversation onClose={onClose} />
    case 'invite':
      return <InviteDialog group={null} onClose={onClose} />
    case 'switcher':
      return <Switcher onClose={onClose} />
    case 'shortcuts':
      return <ShortcutHelp onClose={onClose} />
  }
}
