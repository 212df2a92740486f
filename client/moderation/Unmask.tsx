import { useId, useState, type FormEvent } from 'react'
import type { Person } from '../../wire/people.ts'
import { useModerationCatalogue } from '../i18n/moderation.ts'
import { useMessenger } from '../messenger/context.ts'
import { TextArea } from '../ui/TextArea.tsx'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { Button } from '../ui/Button.tsx'

/** Looks up who is behind the alias of a report. The relay writes it to the audit log and tells the person. */
export function Unmask({ reportId }: { reportId: string }) {
  const labels = useModerationCatalogue()
  const { moderation } = useMessenger()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [found, setFound] = useState<{ person: Person | null } | null>(null)
  const { busy, failure, run } = useAction()
  const titleId = useId()

  async function lookUp(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (reason.trim() === '') return
    await run(async () =>
      setFound(await moderation.ask('POST', '/api/rooms/unmask', { report_id: reportId, reason })),
    )
  }

  return (
    <form
      noValidate
      onSubmit={lookUp}
      aria-labelledby={titleId}
      className="flex min-w-0 flex-col gap-4"
    >
      <h3 id={titleId} className="font-bold">
        {labels.unmaskTitle}
      </h3>
      {found === null ? (
        <>
          <TextArea
            label={labels.unmaskReason}
            help={labels.unmaskHelp}
            error={tried && reason.trim() === '' ? labels.reasonMissing : undefined}
            value={reason}
            onChange={setReason}
            maxLength={500}
          />
          <FailureNote failure={failure} messages={{ conflict: labels.aliasGone }} />
          <Button type="submit" busy={busy} className="self-start">
            {labels.unmask}
          </Button>
        </>
      ) : (
        <p role="status">
          {found.person
            ? labels.unmasked(found.person.display_name, found.person.username)
            : labels.aliasGone}
        </p>
      )}
    </form>
  )
}
