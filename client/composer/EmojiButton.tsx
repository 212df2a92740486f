import { Smile } from 'lucide-react'
import { Suspense, useState } from 'react'
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
  const [open, setOpen] = useState(false)
  const button = (
    <IconButton
      icon={Smile}
      label={labels.emoji}
      aria-haspopup="dialog"
      className="size-9"
      onClick={() => setOpen(true)}
    />
  )
  if (!open) return button
  return (
    <Suspense fallback={button}>
      <EmojiPopover onPick={onPick} onClose={() => setOpen(false)} returnFocus={returnFocus}>
        {button}
      </EmojiPopover>
    </Suspense>
  )
}
