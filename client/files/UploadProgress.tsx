import { useEffect, useEffectEvent, useState } from 'react'
import { useFilesCatalogue } from '../i18n/files.ts'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import type { FileMessages } from '../realtime/outbox/file-messages.ts'
import { useAttempts } from '../requests/useAttempts.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'

interface UploadProgressProps {
  clientId: string
  files?: readonly { name: string; size: number }[] | undefined
}

interface Shown {
  sent: number
  total: number
  isOnlyHere: boolean
}

/** Screen readers hear of every quarter, and not of every piece. */
const STEP = 25
const nothing: NonNullable<UploadProgressProps['files']> = []

/** How much of a message's files is at the relay, and the button that takes the message back. */
export default function UploadProgress({ clientId, files = nothing }: UploadProgressProps) {
  const labels = useFilesCatalogue()
  const messenger = useMessenger()
  const attempt = useAttempts()
  const isOnline = useMessengerState(({ connection }) => connection.kind === 'online')
  const { sent, total, isOnlyHere } = useProgress(clientId, files)
  const share = Math.round((100 * sent) / total)
  const quarter = Math.floor(share / STEP) * STEP

  const tell = useEffectEvent(() => announce(labels.percent(quarter)))
  useEffect(() => {
    if (quarter > 0) tell()
  }, [quarter])

  async function cancel() {
    await (await messenger.outbox.files()).cancel(clientId)
    announce(labels.cancelled)
  }

  const name = files[0]?.name ?? ''
  const told = labels.progress(labels.size(sent), labels.size(total))
  return (
    <div className="mt-1 w-64 max-w-full text-sm text-muted">
      <div
        role="progressbar"
        aria-label={labels.uploading(name)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share}
        aria-valuetext={told}
        className="h-1.5 overflow-hidden rounded-full bg-hover"
      >
        <div style={{ width: `${share}%` }} className="h-full bg-accent" />
      </div>
      <div className="flex items-center justify-between gap-2">
        <span className="min-w-0 truncate tabular-nums">{isOnline ? told : labels.waiting}</span>
        <Button
          look="link"
          tabIndex={-1}
          className="min-h-8 text-sm"
          onClick={() => attempt(cancel())}
        >
          {labels.cancel}
        </Button>
      </div>
      {isOnlyHere && (
        <p role="alert" className="text-warning">
          {labels.onlyHere}
        </p>
      )}
    </div>
  )
}

function useProgress(clientId: string, files: readonly { size: number }[]): Shown {
  const messenger = useMessenger()
  const total = Math.max(
    1,
    files.reduce((sum, { size }) => sum + size, 0),
  )
  const [shown, setShown] = useState<Shown>({ sent: 0, total, isOnlyHere: false })
  useEffect(() => {
    let end: (() => void) | null = null
    let isCurrent = true
    function follow(uploads: FileMessages) {
      if (!isCurrent) return
      const look = () => {
        const progress = uploads.progressOf(clientId)
        const isOnlyHere = uploads.isOnlyHere(clientId)
        setShown((now) => ({ ...now, ...progress, isOnlyHere }))
      }
      end = uploads.subscribe(look)
      look()
    }
    messenger.outbox.files().then(follow, () => undefined)
    return () => {
      isCurrent = false
      end?.()
    }
  }, [messenger, clientId])
  return shown
}
