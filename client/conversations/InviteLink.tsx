import { Check, Link2 } from 'lucide-react'
import { useState } from 'react'
import { basePath } from '../browser/place.ts'
import { useCatalogue } from '../i18n/language.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'

/** Copies the address of this site. If the browser forbids copying, the button shows the address. */
export function InviteLink() {
  const address = location.origin + basePath
  const { conversations: labels } = useCatalogue()
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')

  async function copy() {
    try {
      await navigator.clipboard.writeText(address)
      setState('copied')
      announce(labels.copied)
    } catch {
      setState('refused')
    }
  }

  return (
    <>
      <Button onClick={copy}>
        {state === 'copied' ? (
          <Check aria-hidden className="size-4" />
        ) : (
          <Link2 aria-hidden className="size-4" />
        )}
        {state === 'copied' ? labels.copied : labels.copyInvite}
      </Button>
      {state === 'refused' && (
        <p role="alert" className="text-sm text-muted">
          {labels.copyFailed} <span className="select-all text-text">{address}</span>
        </p>
      )}
    </>
  )
}
