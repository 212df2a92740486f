import type { RefObject } from 'react'
import { useMessenger } from '../../messenger/context.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { useAhead } from '../scrolling/useAhead.ts'

interface PageProps {
  /** Of a conversation, or of the root of a thread. */
  id: string
  busy: boolean
  box: RefObject<HTMLElement | null>
}

/** Loads older messages when the reader scrolls up to them, and by a button, for those who do not scroll. */
export function Earlier({ id, busy, box }: PageProps) {
  const { timeline: labels } = useCatalogue()
  const messenger = useMessenger()
  const load = useAhead(box, 'up', busy, () => messenger.timeline.loadEarlier(id))
  return (
    <div className="flex justify-center py-3">
      <Button look="quiet" busy={busy} className="text-sm text-muted" onClick={load}>
        {labels.earlier}
      </Button>
    </div>
  )
}

/** The same at the other end, after a jump far back. */
export function Later({ id, busy, box }: PageProps) {
  const { timeline: labels } = useCatalogue()
  const messenger = useMessenger()
  const load = useAhead(box, 'down', busy, () => messenger.timeline.loadLater(id))
  return (
    <div className="flex justify-center py-3">
      <Button look="quiet" busy={busy} className="text-sm text-muted" onClick={load}>
        {labels.later}
      </Button>
    </div>
  )
}
