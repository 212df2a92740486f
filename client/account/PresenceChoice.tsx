import { useMessenger, useMessengerState } from '../conversations/context.ts'
import { Refused } from '../conversations/Refused.tsx'
import { useAction } from '../conversations/useAction.ts'
import { useText } from '../i18n/language.ts'
import { Switch } from '../ui/Switch.tsx'

export function PresenceChoice() {
  const { account: text } = useText()
  const messenger = useMessenger()
  const shown = useMessengerState((state) => state.me.show_presence)
  const { refusal, run } = useAction()
  return (
    <section aria-labelledby="presence-title" className="flex flex-col gap-3">
      <h3 id="presence-title" className="font-bold">
        {text.privacy}
      </h3>
      <Switch
        label={text.presence}
        help={text.presenceHelp}
        checked={shown}
        onChange={(next) => run(() => messenger.updateProfile({ show_presence: next }))}
      />
      <Refused refusal={refusal} />
    </section>
  )
}
