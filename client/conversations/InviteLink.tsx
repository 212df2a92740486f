import { Check, Link2 } from 'lucide-react'
import { useState } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'

/** Copies the address of this site. If the browser forbids copying, the button shows the address. */
export function InviteLink() {
  const { conversations: labels } = useCatalogue()
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')

  async function copy() {
    try {
      await navigator.clipboard.writeText(location.origin)
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
          {labels.copyFailed} <span className="select-all text-text">{location.origin}</span>
        </p>
      )}
    </>
  )
}
