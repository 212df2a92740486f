import { ArrowDown } from 'lucide-react'
import { useText } from '../i18n/language.ts'

interface JumpButtonProps {
  /** Messages of others below what is in view. */
  unseen: number
  onJump: () => void
}

export function JumpButton({ unseen, onJump }: JumpButtonProps) {
  const { timeline: text } = useText()
  return (
    <button
      type="button"
      aria-label={unseen > 0 ? text.jumpToNew(unseen) : text.jumpToLatest}
      onClick={onJump}
      className="absolute end-4 bottom-3 inline-flex min-h-9 animate-rise items-center gap-1.5 rounded-full border border-line bg-bg ps-3 pe-4 text-sm font-medium shadow-float hover:bg-hover touch:min-h-11"
    >
      <ArrowDown aria-hidden className="size-4 text-accent" />
      {unseen > 0 ? text.newBelow(unseen) : text.latest}
    </button>
  )
}
