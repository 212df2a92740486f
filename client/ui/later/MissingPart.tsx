import { useEffect, useState, type ComponentType } from 'react'
import { useCatalogue } from '../../i18n/language.ts'

/** How a part that is missing shows: in its place, over the page, or not at all if nobody would miss it. */
export type Place = 'here' | 'over' | 'nowhere'

const AGAIN_MS = 15_000

interface MissingPartProps<P> {
  load: () => Promise<{ default: ComponentType<P> }>
  props: P
  place: Place
}

/** Stands for a part whose code could not be fetched. It fetches the code once more when it may be there again. */
export function MissingPart<P extends object>({ load, props, place }: MissingPartProps<P>) {
  const { pages } = useCatalogue()
  const [found, setFound] = useState<{ Part: ComponentType<P> } | null>(null)
  useEffect(() => {
    if (found) return
    const look = () => void load().then((code) => setFound({ Part: code.default }), ignore)
    // React keeps the failure, also for the next time that this part is shown.
    look()
    window.addEventListener('online', look)
    // A server that was away comes back without a word of the browser.
    const timer = setInterval(() => document.hidden || look(), AGAIN_MS)
    return () => {
      window.removeEventListener('online', look)
      clearInterval(timer)
    }
  }, [load, found])

  /** Without a network, a reload would lose the page that is here. */
  async function reload() {
    try {
      setFound({ Part: (await load()).default })
    } catch {
      if (navigator.onLine) location.reload()
    }
  }

  if (found) return <found.Part {...props} />
  if (place === 'nowhere') return null
  const over =
    'fixed inset-x-4 bottom-4 z-notice mx-auto w-fit rounded-card border border-line bg-bg shadow-card'
  return (
    <span role="alert" className={`p-2 text-sm text-muted ${place === 'over' ? over : ''}`}>
      {pages.partMissing}{' '}
      <button type="button" className="font-medium text-accent underline" onClick={reload}>
        {pages.reload}
      </button>
    </span>
  )
}

const ignore = () => undefined
