import { Check, Link2 } from 'lucide-react'
import { useState } from 'react'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'

interface CopyLinkProps {
  address: string
  labels: { copy: string; copied: string; copyFailed: string }
  look?: 'primary' | 'plain'
}

/** Copies an address. If the browser forbids copying, it shows the address. */
export function CopyLink({ address, labels, look = 'plain' }: CopyLinkProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const Icon = state === 'copied' ? Check : Link2

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
      <Button look={look} onClick={() => void copy()}>
        <Icon aria-hidden className="size-4" />
        {state === 'copied' ? labels.copied : labels.copy}
      </Button>
      {state === 'refused' && (
        <p role="alert" className="text-sm text-muted [overflow-wrap:anywhere]">
          {labels.copyFailed} <span className="select-all text-text">{address}</span>
        </p>
      )}
    </>
  )
}
