import { useCatalogue } from '../i18n/language.ts'
import { classes } from '../ui/classes.ts'
import { useMessengerState } from '../messenger/context.ts'

const dots = {
  online: 'bg-accent',
  connecting: 'bg-warning animate-pulse-soft',
  offline: 'bg-danger',
  outdated: 'bg-danger',
}

/**
 * The only connection status of the page. It is always in the document, so that a screen reader tells each
 * change.
 */
export function ConnectionStatus({ className }: { className?: string }) {
  const { conversations: labels } = useCatalogue()
  const kind = useMessengerState((state) => state.connection.kind)
  const waiting = useMessengerState((state) => state.waiting)
  const label = kind === 'offline' || kind === 'outdated' ? labels.offline(waiting) : labels[kind]
  return (
    <div className={classes('flex min-w-0 items-center gap-1.5 text-xs text-muted', className)}>
      <span aria-hidden className={classes('size-2 shrink-0 rounded-full', dots[kind])} />
      <span role="status" className="truncate">
        {label}
      </span>
    </div>
  )
}
