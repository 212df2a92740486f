import type { ModerationNotice } from '../../wire/moderation/notices.ts'
import { useFormat } from '../i18n/language.ts'
import { useModerationCatalogue } from '../i18n/moderation.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { AppealForm } from '../session/pages/parts/AppealForm.tsx'

/** What a moderator did and why. The person confirms that they have read it, and may appeal. */
export function NoticeDialog({
  notice,
  onClose,
}: {
  notice: ModerationNotice
  onClose: () => void
}) {
  const labels = useModerationCatalogue()
  const format = useFormat()
  const { moderation } = useMessenger()
  const { busy, failure, run } = useAction()
  const path = `/api/moderation/notices/${notice.id}`

  async function confirm() {
    if (await run(() => moderation.ask('PUT', `${path}/read`).then(moderation.load))) onClose()
  }

  const title = notice.is_post ? labels.postNoticeTitles[notice.action] : undefined
  return (
    <Dialog title={title ?? labels.noticeTitles[notice.action]} onClose={onClose}>
      <div className="flex flex-col gap-4 [overflow-wrap:anywhere]">
        <p>{labels.noticeReason(notice.reason)}</p>
        {notice.action === 'mute' && <p>{labels.mutedHelp}</p>}
        {notice.ends_at && <p>{labels.until(format.full(notice.ends_at))}</p>}
        <AppealForm
          mayAppeal={notice.may_appeal}
          send={(text) => moderation.ask('POST', `${path}/appeal`, { text }).then(moderation.load)}
        />
        <FailureNote failure={failure} />
        <Button look="primary" busy={busy} className="self-end" onClick={() => void confirm()}>
          {labels.confirm}
        </Button>
      </div>
    </Dialog>
  )
}
