import { ArrowDown } from 'lucide-react'
import { useCallback, type RefObject } from 'react'
import { useCatalogue } from '../../i18n/language.ts'

interface JumpButtonProps {
  /** The number of new messages below the visible ones. */
  unseen: number
  log: RefObject<HTMLElement | null>
  onJump: () => void
}

/** The button goes when the end is reached. If it had the focus, the newest message gets it. */
export default function JumpButton({ unseen, log, onJump }: JumpButtonProps) {
  const { timeline: labels } = useCatalogue()
  const handOn = useCallback(
    (button: HTMLElement | null) => () => {
      if (document.activeElement === button) queueMicrotask(() => focusNewest(log.current))
    },
    [log],
  )
  return (
    <button
      ref={handOn}
      type="button"
      aria-label={unseen > 0 ? labels.jumpToNew(unseen) : labels.jumpToLatest}
      onClick={onJump}
      className="absolute end-4 bottom-3 inline-flex min-h-9 animate-rise items-center gap-1.5 rounded-full border border-line bg-bg ps-3 pe-4 text-sm font-medium shadow-float hover:bg-hover touch:min-h-11"
    >
      <ArrowDown aria-hidden className="size-4 text-accent" />
      {unseen > 0 ? labels.newBelow(unseen) : labels.latest}
    </button>
  )
}

function focusNewest(log: HTMLElement | null): void {
  const newest = log && [...log.querySelectorAll<HTMLElement>('article')].at(-1)
  const target = newest ?? log
  target?.focus({ preventScroll: true })
}
