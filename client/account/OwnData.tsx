import { useState } from 'react'
import { useCredentialsCatalogue } from '../i18n/account/credentials.ts'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { Button } from '../ui/Button.tsx'
import { DeleteAccount } from './DeleteAccount.tsx'
import { downloadOwnData } from './download-own-data.ts'

/** A person takes their data along, or deletes their account. */
export function OwnData() {
  const labels = useCredentialsCatalogue()
  const { account } = useMessenger()
  const me = useMessengerState((state) => state.me)
  const { busy, failure, run } = useAction()
  const [note, setNote] = useState('')
  const [removes, setRemoves] = useState(false)

  async function download() {
    setNote(labels.exporting)
    // The list of devices is asked for nothing but a session that is not about to end.
    const done = await run(async () => {
      await account.sessions()
      await downloadOwnData(me.id)
    })
    setNote(done ? labels.exported : '')
  }

  return (
    <section aria-labelledby="own-data-title" className="flex flex-col gap-3">
      <h3 id="own-data-title" className="font-bold">
        {labels.data}
      </h3>
      <p className="text-sm text-muted">{labels.exportHelp}</p>
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={busy} onClick={() => void download()}>
          {labels.export}
        </Button>
        <p aria-live="polite" className="text-sm text-muted">
          {note}
        </p>
        <FailureNote failure={failure} messages={{ rate_limited: labels.exportTooOften }} />
      </div>
      <p className="mt-2 text-sm text-muted">{labels.removeHelp}</p>
      <Button look="quiet-danger" className="self-start" onClick={() => setRemoves(true)}>
        {labels.remove}
      </Button>
      {removes && <DeleteAccount email={me.email} onClose={() => setRemoves(false)} />}
    </section>
  )
}
