import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from '../ui/classes.ts'
import { usePageName } from '../navigation/page-name.ts'
import { Link } from '../ui/Link.tsx'

/** The menu that led here has closed. The focus therefore moves to the top of the page. */
const focusOnce = (heading: HTMLHeadingElement | null) => heading?.focus()

interface SettingsFrameProps {
  title: string
  /** The page to go back to. `narrow` hides the button where a wide screen shows that page already. */
  back: { href: string; label: string; narrow?: boolean }
  /** For charts and tables. */
  wide?: boolean
  children: ReactNode
}

export function SettingsFrame({ title, back, wide = false, children }: SettingsFrameProps) {
  usePageName(title)
  return (
    // What takes the focus is not hidden below the header.
    <div className="h-full scroll-pt-16 overflow-y-auto">
      <header className="sticky top-0 z-sticky flex min-h-14 items-center gap-1 border-b border-line bg-bg px-2 pt-safe-0 sm:px-4">
        <Link
          href={back.href}
          aria-label={back.label}
          title={back.label}
          className={classes(
            'grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-hover hover:text-text touch:size-11 rtl:-scale-x-100',
            back.narrow && 'sm:hidden',
          )}
        >
          <ArrowLeft aria-hidden className="size-[18px]" strokeWidth={1.9} />
        </Link>
        <h2
          ref={focusOnce}
          tabIndex={-1}
          className={classes('text-lg font-bold outline-none', back.narrow && 'sm:ps-2')}
        >
          {title}
        </h2>
      </header>
      <div
        className={classes(
          'mx-auto flex flex-col gap-8 px-4 py-6 pb-safe-12 sm:mx-0 sm:px-6',
          wide ? 'max-w-5xl' : 'max-w-xl',
        )}
      >
        {children}
      </div>
    </div>
  )
}
