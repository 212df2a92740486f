import { Check, Link2 } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../i18n/language.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'

/** Copies the address of this site. Where the browser forbids that, it shows it instead. */
export function InviteLink() {
  const { conversations: text } = useText()
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')

  async function copy() {
    try {
      await navigator.clipboard.writeText(location.origin)
      setState('copied')
      announce(text.copied)
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
        {state === 'copied' ? text.copied : text.copyInvite}
      </Button>
      {state === 'refused' && (
        <p role="alert" className="text-sm text-muted">
          {text.copyFailed} <span className="select-all text-text">{location.origin}</span>
        </p>
      )}
    </>
  )
}
