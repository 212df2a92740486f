import { Smile } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useMessengerState } from '../messenger/context.ts'
import { useCatalogue } from '../i18n/language.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { lazy } from '../ui/later/lazy.tsx'

const EmojiPopover = lazy(() => import('../emoji/EmojiPopover.tsx'))

interface EmojiButtonProps {
  onPick: (emoji: string) => void
  returnFocus: () => void
}

export function EmojiButton({ onPick, returnFocus }: EmojiButtonProps) {
  const { messages: labels } = useCatalogue()
  const owner = useMessengerState((state) => state.me.id)
  const [open, setOpen] = useState(false)
  const button = (
    <IconButton
      icon={Smile}
      label={labels.emoji}
      aria-haspopup="dialog"
      className="size-9"
      // The focus stays in the text box, and with it the keyboard of a phone.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => setOpen(true)}
    />
  )
  if (!open) return button
  return (
    <Suspense fallback={button}>
      <EmojiPopover
        owner={owner}
        onPick={onPick}
        onClose={() => setOpen(false)}
        returnFocus={returnFocus}
      >
        {button}
      </EmojiPopover>
    </Suspense>
  )
}
