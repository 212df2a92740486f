import { useEffect, useState } from 'react'
import type { ModerationNotice } from '../../wire/moderation/notices.ts'
import { useFormat } from '../i18n/language.ts'
import { useModerationCatalogue } from '../i18n/moderation.ts'
import { useMessenger } from '../messenger/context.ts'
import { Button } from '../ui/Button.tsx'
import { NoticeDialog } from './NoticeDialog.tsx'

/** The longest time of a timer in a browser. */
const LONGEST_TIMER = 2 ** 31 - 1

/** Stands in place of the composer while this person is muted. */
export default function MutedLine({ notice }: { notice: ModerationNotice }) {
  const labels = useModerationCatalogue()
  const format = useFormat()
  const { moderation } = useMessenger()
  const [asked, setAsked] = useState(false)
  const { ends_at } = notice

  // The relay knows when the mute is over, so the page asks it then.
  useEffect(() => {
    if (ends_at === null) return
    const left = Math.min(Math.max(0, Date.parse(ends_at) - Date.now()) + 1_000, LONGEST_TIMER)
    const timer = setTimeout(() => void moderation.load().catch(() => undefined), left)
    return () => clearTimeout(timer)
  }, [moderation, ends_at])

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
