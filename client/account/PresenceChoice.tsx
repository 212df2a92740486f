import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useChanges } from '../requests/useChanges.ts'
import { useSettingsCatalogue } from '../i18n/account/settings.ts'
import { Switch } from '../ui/choices/Switch.tsx'

export function PresenceChoice() {
  const labels = useSettingsCatalogue()
  const messenger = useMessenger()
  const shown = useMessengerState((state) => state.me.show_presence)
  const { failure, save } = useChanges()
  return (
    <section aria-labelledby="presence-title" className="flex flex-col gap-3">
      <h3 id="presence-title" className="font-bold">
        {labels.privacy}
      </h3>
      <Switch
        label={labels.presence}
        help={labels.presenceHelp}
        checked={shown}
        onChange={(next) =>
          save('presence', () => messenger.account.updateProfile({ show_presence: next }))
        }
      />
      <FailureNote failure={failure} />
    </section>
  )
}
