import { useEffect, useEffectEvent, useRef, type RefObject } from 'react'
import { useMessenger } from '../../messenger/context.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'

/** The distance to the edge at which the next page is requested, so that it is there in time. */
const AHEAD_PX = 600

interface PageProps {
  /** The id of a conversation, or of the root of a thread. */
  id: string
  busy: boolean
  box: RefObject<HTMLElement | null>
}

/** Loads older messages when the reader scrolls up, or by its button. */
export function Earlier(props: PageProps) {
  const { timeline: labels } = useCatalogue()
  const { timeline } = useMessenger()
  const load = () => timeline.loadEarlier(props.id)
  return <Edge {...props} direction="up" label={labels.earlier} load={load} />
}

/** Loads newer messages in the same way, after a jump far back. */
export function Later(props: PageProps) {
  const { timeline: labels } = useCatalogue()
  const { timeline } = useMessenger()
  const load = () => timeline.loadLater(props.id)
  return <Edge {...props} direction="down" label={labels.later} load={load} />
}

interface EdgeProps extends PageProps {
  direction: 'up' | 'down'
  label: string
  load: () => Promise<void>
}

/** The end of what is loaded. */
function Edge({ box, direction, busy, label, load }: EdgeProps) {
  const loadNow = useAhead(box, direction, busy, load)
  return (
    <div className="flex justify-center py-3">
      <Button look="quiet" busy={busy} className="text-sm text-muted" onClick={loadNow}>
        {label}
      </Button>
    </div>
  )
}

/** Loads a page when the reader scrolls towards an edge. Returns a function that loads at once. */
function useAhead(
  box: RefObject<HTMLElement | null>,
  direction: 'up' | 'down',
  busy: boolean,
  load: () => Promise<void>,
): () => void {
  /** After a failure only the button tries again. Scrolling would ask once a pixel. */
  const refused = useRef(false)
  const ask = useEffectEvent(() => {
    if (busy || refused.current) return
    load().catch(() => {
      refused.current = true
    })
  })

  useEffect(() => {
    const element = box.current
    if (!element) return
    let top = element.scrollTop
    function onScroll() {
      if (!element) return
      const moved = element.scrollTop - top
      top = element.scrollTop
      const left = direction === 'up' ? top : element.scrollHeight - top - element.clientHeight
      if ((direction === 'up' ? moved < 0 : moved > 0) && left <= AHEAD_PX) ask()
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [box, direction])

  return () => {
    refused.current = false
    load().catch(() => {
      refused.current = true
    })
  }
}
