import { Check, Link2 } from 'lucide-react'
import { useState } from 'react'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { paths } from '../navigation/routes.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'

/** Copies the address at which everybody who is signed in can join the room. */
export function RoomLink({ id }: { id: string }) {
  const labels = useRoomsCatalogue()
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const address = location.origin + paths.room(id)
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
      <Button onClick={() => void copy()}>
        <Icon aria-hidden className="size-4" />
        {state === 'copied' ? labels.copied : labels.copyLink}
      </Button>
      {state === 'refused' && (
        <p role="alert" className="text-sm text-muted">
          {labels.copyFailed} <span className="select-all text-text">{address}</span>
        </p>
      )}
    </>
  )
}
