import { useEffect, useState } from 'react'
import type { ModerationNotice } from '../../wire/moderation/notices.ts'
import { useFormat } from '../i18n/language.ts'
import { useModerationCatalogue } from '../i18n/moderation.ts'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { Button } from '../ui/Button.tsx'
import { NoticeDialog } from './NoticeDialog.tsx'

/**
 * The page looks at the time at least this often, because a computer may sleep at the end of the mute. When the relay
 * could not be reached then, it is asked again after this time.
 */
const LONGEST_MS = 60_000
const SHORTEST_MS = 1_000

/** Stands in place of the composer while this person is muted. */
export default function MutedLine({ notice }: { notice: ModerationNotice }) {
  const labels = useModerationCatalogue()
  const format = useFormat()
  const { moderation } = useMessenger()
  const serverClock = useMessengerState((state) => state.serverClock)
  const [asked, setAsked] = useState(false)
  const { ends_at } = notice

  // The relay knows when the mute is over, so the page asks it then.
  useEffect(() => {
    if (ends_at === null) return
    const end = Date.parse(ends_at) - serverClock
    let timer: ReturnType<typeof setTimeout>
    const wait = (shortest: number) => {
      const left = Math.max(shortest, end - performance.now() + SHORTEST_MS)
      timer = setTimeout(look, Math.min(left, LONGEST_MS))
    }
    const look = () => {
      const isOver = performance.now() > end
      if (isOver) void moderation.load().catch(() => undefined)
      wait(isOver ? LONGEST_MS : SHORTEST_MS)
    }
    wait(SHORTEST_MS)
    return () => clearTimeout(timer)
  }, [moderation, ends_at, serverClock])

  return (
    <div className="mx-auto w-full max-w-[54rem] px-2 pb-safe-2 sm:px-6 sm:pb-safe-4">
      <div className="flex min-h-[46px] flex-wrap items-center justify-center gap-x-3 gap-y-1 rounded-bubble bg-surface px-3 py-1 touch:min-h-[54px]">
        <p className="min-w-0 text-center text-sm text-muted">
          {labels.mutedLine(format.full(ends_at ?? notice.created_at))}
        </p>
        <Button onClick={() => setAsked(true)}>{labels.why}</Button>
      </div>
      {asked && <NoticeDialog notice={notice} onClose={() => setAsked(false)} />}
    </div>
  )
}
