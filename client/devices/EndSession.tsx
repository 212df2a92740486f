import type { DeviceSession } from '../../wire/session.ts'
import { useMessenger } from '../messenger/context.ts'
import { codeOf } from '../requests/failure.ts'
import { Refused } from '../requests/Refused.tsx'
import { useAction } from '../requests/useAction.ts'
import { useText } from '../i18n/language.ts'
import { announce } from '../ui/announcer.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { deviceName } from './DeviceRow.tsx'

interface EndSessionProps {
  ending: DeviceSession | 'others'
  others: number
  onEnded: () => Promise<void>
  onClose: () => void
}

export function EndSession({ ending, others, onEnded, onClose }: EndSessionProps) {
  const { devices: text } = useText()
  const messenger = useMessenger()
  const { busy, failure, run } = useAction()

  async function end() {
    const done = await run(async () => {
      if (ending === 'others') await messenger.account.endOtherSessions()
      else await messenger.account.endSession(ending.id).catch(ignoreGone)
      await onEnded()
    })
    if (!done) return
    announce(ending === 'others' ? text.endedOthers : text.ended)
    onClose()
  }

  return (
    <Confirm
      title={ending === 'others' ? text.endOthersTitle : text.endTitle}
      text={
        ending === 'others' ? text.endOthersText(others) : text.endText(deviceName(ending, text))
      }
      yes={ending === 'others' ? text.endOthersYes : text.endYes}
      busy={busy}
      onYes={() => void end()}
      onClose={onClose}
    >
      <Refused failure={failure} />
    </Confirm>
  )
}

/** It ended by itself while one thought about it: that is what was wanted. */
function ignoreGone(failure: unknown): void {
  if (codeOf(failure) !== 'not_found') throw failure
}
