import { useState, type FormEvent } from 'react'
import { useModerationCatalogue } from '../../../i18n/moderation.ts'
import { FailureNote } from '../../../requests/FailureNote.tsx'
import { useAction } from '../../../requests/useAction.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'

interface AppealFormProps {
  /** False when this person has appealed already. */
  mayAppeal: boolean
  send: (text: string) => Promise<unknown>
}

/** A person appeals once against an action of a moderator. */
export function AppealForm({ mayAppeal, send }: AppealFormProps) {
  const labels = useModerationCatalogue()
  const [text, setText] = useState<string | null>(null)
  const { busy, failure, run } = useAction()
  if (!mayAppeal) return <p className="text-sm text-muted">{labels.appealed}</p>
  if (text === null) {
    return (
      <div className="flex flex-wrap items-center gap-2 text-sm text-muted">
        <p className="min-w-0 flex-1 basis-52">{labels.appealHelp}</p>
        <Button onClick={() => setText('')}>{labels.appeal}</Button>
      </div>
    )
  }
  async function submit(event: FormEvent) {
    event.preventDefault()
    const written = text?.trim() ?? ''
    if (written !== '') await run(() => send(written))
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <TextArea label={labels.appealText} value={text} onChange={setText} maxLength={1000} />
      <FailureNote failure={failure} />
      <Button type="submit" busy={busy} className="self-end">
        {labels.sendAppeal}
      </Button>
    </form>
  )
}
