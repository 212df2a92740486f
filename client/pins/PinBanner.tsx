import { List, Pin } from 'lucide-react'
import { usePinsCatalogue } from '../i18n/pins.ts'
import { useMessageLine } from '../markup/useMessageLine.ts'
import { usePanels } from '../navigation/panel.ts'
import { paths } from '../navigation/routes.ts'
import { useBlocked } from '../conversation/useBlocked.ts'
import { usePeople } from '../conversation/context.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Link } from '../ui/Link.tsx'
import { shownPins } from './shown-pins.ts'
import { usePins } from './usePins.ts'

/** The newest pinned message above the timeline. A click shows it in its place. */
export default function PinBanner({ conversationId }: { conversationId: string }) {
  const labels = usePinsCatalogue()
  const lineOf = useMessageLine()
  const { show } = usePanels()
  const { group } = usePeople()
  const blocked = useBlocked(group)
  const pins = usePins(conversationId)
  const items = shownPins(pins.items, blocked)
  const [newest] = items
  if (newest === undefined) return null
  return (
    <section
      aria-label={labels.banner}
      className="gives-way flex items-center gap-1 border-b border-line bg-surface ps-2 pe-2 sm:px-4"
    >
      <Link
        href={paths.message(newest)}
        className="ring-inside flex min-h-11 min-w-0 flex-1 items-center gap-3 rounded-control px-2 hover:bg-hover"
      >
        <Pin aria-hidden className="size-4 shrink-0 text-accent" />
        <span className="min-w-0 text-sm">
          <span className="block text-xs font-medium text-muted">{labels.banner}</span>
          <span className="block truncate">
            <bdi>{lineOf(newest)}</bdi>
          </span>
        </span>
      </Link>
      {items.length > 1 && (
        <IconButton
          icon={List}
          // Only the first page is loaded, and nobody has counted the others.
          label={pins.more ? labels.title : labels.all(items.length)}
          onClick={() => show({ kind: 'details', conversationId })}
        />
      )}
    </section>
  )
}
