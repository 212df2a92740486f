import { useCatalogue } from '../../i18n/language.ts'
import { Logo } from '../../ui/Logo.tsx'

/** Shown while the session starts. It becomes visible late, so that most people never see it. */
export function Starting() {
  const { session: labels, conversations } = useCatalogue()
  return (
    <main className="grid min-h-dvh place-items-center">
      <div className="flex animate-late flex-col items-center gap-4">
        <h1 className="sr-only">{conversations.app}</h1>
        <Logo className="size-12 animate-pulse-soft" />
        <p role="status" className="text-sm text-muted">
          {labels.starting}
        </p>
      </div>
    </main>
  )
}
