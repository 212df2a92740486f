import { X } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { IconButton } from './IconButton.tsx'

interface SidePanelProps {
  title: string
  onClose: () => void
  /** Fills the rest of the height, and scrolls by itself if needed. */
  children: ReactNode
}

/**
 * The frame of a panel at the right: beside the conversation, or over it on a narrow screen. It is no
 * dialog, because the conversation stays usable beside it. It takes the focus when it opens, unless its
 * content did, and gives it back when it closes.
 */
export function SidePanel({ title, onClose, children }: SidePanelProps) {
  const { conversations: labels } = useCatalogue()
  const frame = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  /**
   * The element that opened the panel, and the message around it. The buttons of a message go when it loses
   * the focus.
   */
  const [openers] = useState(() => [
    document.activeElement,
    document.activeElement?.closest<HTMLElement>('article'),
  ])

  useEffect(() => {
    const own = frame.current
    if (!own?.contains(document.activeElement)) heading.current?.focus()
    return () => {
      const lost = !document.activeElement || document.activeElement === document.body
      const hadFocus = own?.contains(document.activeElement) ?? false
      const opener = openers.find((one) => one instanceof HTMLElement && one.isConnected)
      if ((lost || hadFocus) && opener instanceof HTMLElement) opener.focus()
    }
  }, [openers])

  return (
    <section
      ref={frame}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        onClose()
      }}
      className="absolute inset-y-0 end-0 z-panel flex w-full animate-appear flex-col border-s border-line bg-bg sm:max-lg:w-[22.5rem] sm:max-lg:max-w-full sm:max-lg:shadow-card lg:static lg:w-[22.5rem] lg:shrink-0"
    >
      <header className="flex min-h-14 items-center gap-2 border-b border-line ps-4 pe-2 pt-safe-0">
        <h2
          ref={heading}
          tabIndex={-1}
          className="min-w-0 flex-1 truncate text-lg font-bold outline-none"
        >
          {title}
        </h2>
        <IconButton icon={X} label={labels.close} onClick={onClose} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col">{children}</div>
    </section>
  )
}
