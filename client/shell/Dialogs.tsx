import { LogOutDialog } from '../account/LogOutDialog.tsx'
import { ShortcutHelp } from '../account/ShortcutHelp.tsx'
import { NewConversation } from './NewConversation.tsx'
import type { ShellDialog } from '../navigation/dialogs.ts'
import { Switcher } from './Switcher.tsx'

interface DialogsProps {
  dialog: ShellDialog
  onClose: () => void
}

/** All dialogs of the page. They are downloaded when the first one opens. */
export default function Dialogs({ dialog, onClose }: DialogsProps) {
  switch (dialog) {
    case 'new':
      return <NewConversation onClose={onClose} />
    case 'switcher':
      return <Switcher onClose={onClose} />
    case 'shortcuts':
      return <ShortcutHelp onClose={onClose} />
    case 'log-out':
      return <LogOutDialog onClose={onClose} />
  }
}
