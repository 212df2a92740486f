import { Suspense } from 'react'
import type { Author } from '../../wire/author.ts'
import type { SystemEvent } from '../../wire/messages.ts'
import { useFormat, useCatalogue } from '../i18n/language.ts'
import { lazy } from '../ui/later/lazy.tsx'
import { usePeople } from './context.ts'
import { describeEvent } from './describe-event.ts'

/** Without its code the sentence is there, and its names open nobody. */
const NamedSentence = lazy(() =>
  import('./NamedSentence.tsx').catch(() => ({ default: PlainSentence })),
)

interface SentenceProps {
  actor: Author
  event: SystemEvent
}

interface SystemLineProps extends SentenceProps {
  row: string
  seq: number
  at: string
}

/** One event of the group itself, small and in the middle. It is nobody's message. */
export function SystemLine({ row, seq, at, ...sentence }: SystemLineProps) {
  const format = useFormat()
  return (
    <p
      data-row={row}
      data-seq={seq}
      className="mx-auto mt-3 max-w-[60ch] px-4 text-center text-xs text-balance text-muted [overflow-wrap:anywhere]"
    >
      <span title={format.full(at)}>
        <Suspense fallback={<PlainSentence {...sentence} />}>
          <NamedSentence {...sentence} />
        </Suspense>
      </span>
    </p>
  )
}

function PlainSentence({ actor, event }: SentenceProps) {
  const { messages: labels } = useCatalogue()
  return describeEvent(event, actor, labels, usePeople())
}
