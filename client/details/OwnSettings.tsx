import type { Conversation } from '../../wire/conversations.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useChanges } from '../requests/useChanges.ts'
import { usePeopleCatalogue } from '../i18n/people.ts'
import { Choices } from '../ui/choices/Choices.tsx'
import { Switch } from '../ui/choices/Switch.tsx'

const levels = ['all', 'mentions', 'none'] as const

/** The user's own settings for this conversation. Nobody else sees them. */
export function OwnSettings({ conversation }: { conversation: Conversation }) {
  const labels = usePeopleCatalogue()
  const messenger = useMessenger()
  const { failure, save } = useChanges()
  const { muted, notify } = conversation.me
  return (
    <section
      aria-label={labels.notifications}
      className="flex flex-col gap-3 border-t border-line pt-4"
    >
      <Switch
        label={labels.mute}
        help={labels.muteHelp}
        checked={muted}
        onChange={(next) =>
          save('muted', () => messenger.conversations.changeOwn(conversation.id, { muted: next }))
        }
      />
      {!muted && (
        <Choices
          label={labels.notify}
          choices={levels.map((value) => ({ value, label: labels.levels[value] }))}
          value={notify}
          onChange={(next) =>
            save('notify', () =>
              messenger.conversations.changeOwn(conversation.id, { notify: next }),
            )
          }
        />
      )}
      <FailureNote failure={failure} />
    </section>
  )
}
