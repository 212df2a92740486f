import { LogOutWarning } from '../account/LogOutWarning.tsx'
import { ShortcutHelp } from '../account/ShortcutHelp.tsx'
import { NewConversation } from './NewConversation.tsx'
import type { ShellDialog } from '../navigation/dialogs.ts'
import { Switcher } from './Switcher.tsx'

interface DialogsProps {
  dialog: ShellDialog
  onClose: () => void
}

/** All that lies on top of the page, fetched when the first of it is opened. */
export default function Dialogs({ dialog, onClose }: DialogsProps) {
  switch (dialog) {
    case 'new':
      return <NewConversation onClose={onClose} />
    case 'switcher':
      return <Switcher onClose={onClose} />
    case 'shortcuts':
      return <ShortcutHelp onClose={onClose} />
    case 'log-out':
      return <LogOutWarning onClose={onClose} />
  }
}
