import { useState, type FormEvent } from 'react'
import type { ReportDraft } from '../../wire/moderation/moderation.ts'
import { reportReasons, type ReportReason } from '../../wire/moderation/report-reasons.ts'
import { useModerationCatalogue } from '../i18n/moderation.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { announce } from '../ui/announcer.ts'
import { Choices } from '../ui/choices/Choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { FormButtons } from '../ui/FormButtons.tsx'
import { TextArea } from '../ui/TextArea.tsx'

interface ReportDialogProps {
  /** The message, the post or the person that the report is about. */
  about: Pick<ReportDraft, 'message_id' | 'post_id'> | { user_id: string; name: string }
  onClose: () => void
}

/** Asks for the reason of a report. The thanks are the same for everybody. */
export default function ReportDialog({ about, onClose }: ReportDialogProps) {
  const labels = useModerationCatalogue()
  const { moderation } = useMessenger()
  const { busy, failure, run } = useAction()
  const [reason, setReason] = useState<ReportReason>('spam')
  const [note, setNote] = useState('')
  const isPerson = 'user_id' in about

  async function send(event: FormEvent) {
    event.preventDefault()
    const target = isPerson ? { user_id: about.user_id } : about
    if (!(await run(() => moderation.ask('POST', '/api/reports', { ...target, reason, note }))))
      return
    announce(labels.reported)
    onClose()
  }

  const [title, help] = isPerson
    ? [labels.reportPerson(about.name), labels.personHelp]
    : about.post_id === undefined
      ? [labels.reportMessage, labels.messageHelp]
      : [labels.reportPost, labels.postHelp]

  return (
    <Dialog title={title} description={help} onClose={onClose}>
      <form onSubmit={send} className="flex flex-col gap-4">
        <Choices
          label={labels.reason}
          choices={reportReasons.map((value) => ({ value, label: labels.reasons[value] }))}
          value={reason}
          onChange={setReason}
        />
        <TextArea label={labels.note} value={note} onChange={setNote} maxLength={1000} />
        <FailureNote failure={failure} messages={{ not_found: labels.gone }} />
        <FormButtons cancel={labels.cancel} submit={labels.send} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  )
}
