import type { Conversation } from '../../wire/conversations.ts'
import { mayChangeLifetime } from '../../wire/permissions.ts'
import { usePeopleCatalogue } from '../i18n/people.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useChanges } from '../requests/useChanges.ts'
import { Choices } from '../ui/choices/Choices.tsx'

const SPANS = [0, 3_600, 28_800, 86_400, 604_800, 2_592_000, 7_776_000]

/** How long new messages of this conversation live. Without the permission it shows nothing to choose. */
export function DisappearingMessages({ conversation }: { conversation: Conversation }) {
  const labels = usePeopleCatalogue()
  const messenger = useMessenger()
  const { failure, save } = useChanges()
  const { id, kind, me, message_lifetime_seconds } = conversation
  if (!mayChangeLifetime({ kind, role: me.role })) return null
  const present = message_lifetime_seconds ?? 0
  // Another program may have chosen a time that is not in the list.
  const spans = [...new Set([...SPANS, present])].toSorted((a, b) => a - b)
  return (
    <section aria-label={labels.disappearing} className="border-t border-line pt-4">
      <Choices
        label={labels.disappearing}
        choices={spans.map((seconds) => ({
          value: String(seconds),
          label: seconds === 0 ? labels.lifetimeOff : labels.lifetime(seconds),
        }))}
        value={String(present)}
        onChange={(next) =>
          save('lifetime', () => messenger.conversations.changeLifetime(id, Number(next) || null))
        }
      />
      <p className="text-sm text-muted">{labels.disappearingHelp}</p>
      <FailureNote failure={failure} />
    </section>
  )
}
