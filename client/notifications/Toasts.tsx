import { useCatalogue } from '../i18n/language.ts'
import { ToastCard } from './ToastCard.tsx'
import { useToasts } from './useToasts.ts'

/**
 * What came in elsewhere, at the upper end of the page. It is a part of the page, not a live region: a screen reader is
 * told once, by the one voice of the page.
 */
export function Toasts() {
  const { notifications: labels } = useCatalogue()
  const { toasts, dismiss } = useToasts()
  if (toasts.length === 0) return null
  return (
    <section
      aria-label={labels.region}
      className="pointer-events-none fixed end-0 top-0 z-30 w-full max-w-sm p-3 pt-safe-3"
    >
      <ul className="flex flex-col gap-2">
        {toasts.map((toast) => (
          <ToastCard
            key={toast.arrival.message.id}
            toast={toast}
            onDismiss={() => dismiss(toast)}
          />
        ))}
      </ul>
    </section>
  )
}
