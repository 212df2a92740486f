import { useEffect, useState } from 'react'
import type { ModerationNotice } from '../../../wire/moderation/notices.ts'
import { useFormat } from '../../i18n/language.ts'
import { useModerationCatalogue } from '../../i18n/moderation.ts'
import { AppealForm } from './parts/AppealForm.tsx'
import { FailureNote } from '../../requests/FailureNote.tsx'
import { failureOf, type Failure } from '../../requests/failure.ts'
import { useSession } from '../context.ts'

/** Why and until when this person is suspended, and the form for their one appeal. */
export default function SuspensionDetails() {
  const labels = useModerationCatalogue()
  const format = useFormat()
  const session = useSession()
  const [notice, setNotice] = useState<ModerationNotice | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)

  useEffect(() => {
    session.suspension().then(
      (answer) => setNotice(answer.notice),
      (error: unknown) => setFailure(failureOf(error)),
    )
  }, [session])

  if (notice === null) return <FailureNote failure={failure} />
  return (
    <div className="flex w-full max-w-[44ch] flex-col gap-3 text-start [overflow-wrap:anywhere]">
      <p>{labels.noticeReason(notice.reason)}</p>
      <p>{notice.ends_at ? labels.until(format.full(notice.ends_at)) : labels.suspendedForever}</p>
      <AppealForm
        mayAppeal={notice.may_appeal}
        send={async (text) => setNotice((await session.suspension(text)).notice)}
      />
    </div>
  )
}
