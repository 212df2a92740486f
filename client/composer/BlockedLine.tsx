import { useEffect, useRef, useState } from 'react'
import type { Participant } from '../../wire/conversations.ts'
import { useMessenger } from '../messenger/context.ts'
import { useAttempts } from '../requests/useAttempts.ts'
import { usePeopleCatalogue } from '../i18n/people.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'

interface BlockedLineProps {
  person: Participant
  /** The id of the message that the person chose to answer or to change, or null. Both need a composer. */
  about: string | null
  /** Tells whether the user presses "Unblock" here. */
  onAsked: (asked: boolean) => void
}

/** Stands in place of the composer when the user has blocked the counterpart. Its button unblocks them. */
export default function BlockedLine({ person, about, onAsked }: BlockedLineProps) {
  const labels = usePeopleCatalogue()
  const messenger = useMessenger()
  const attempt = useAttempts()
  const [busy, setBusy] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const appeared = useRef(false)

  useEffect(() => onAsked(false), [onAsked])
  useEffect(() => {
    if (appeared.current && about !== null) button.current?.focus()
    appeared.current = true
  }, [about])

  async function unblock() {
    setBusy(true)
    onAsked(true)
    try {
      await messenger.people.block(person.user_id, false)
      announce(labels.unblocked(person.display_name))
    } catch (failure) {
      onAsked(false)
      throw failure
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="mx-auto w-full max-w-[54rem] px-2 pb-safe-2 sm:px-6 sm:pb-safe-4">
      <div className="flex min-h-[46px] flex-wrap items-center justify-center gap-x-3 gap-y-1 rounded-bubble bg-surface px-3 py-1 touch:min-h-[54px]">
        <p className="min-w-0 text-center text-sm [overflow-wrap:anywhere] text-muted">
          {labels.youBlockedPerson(person.display_name)}
        </p>
        <Button
          ref={button}
          aria-label={labels.unblockPerson(person.display_name)}
          busy={busy}
          onClick={() => attempt(unblock())}
        >
          {labels.unblock}
        </Button>
      </div>
    </div>
  )
}
