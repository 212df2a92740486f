import type { DeviceSession } from '../../wire/session.ts'
import { useMessenger } from '../messenger/context.ts'
import { codeOf } from '../requests/failure.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { useDevicesCatalogue } from '../i18n/devices.ts'
import { announce } from '../ui/announcer.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { deviceName } from './DeviceRow.tsx'

interface EndSessionProps {
  ending: DeviceSession | 'other_sessions'
  otherCount: number
  onEnded: () => Promise<void>
  onClose: () => void
}

export function EndSession({ ending, otherCount, onEnded, onClose }: EndSessionProps) {
  const labels = useDevicesCatalogue()
  const messenger = useMessenger()
  const { busy, failure, run } = useAction()

  async function end() {
    const done = await run(async () => {
      if (ending === 'other_sessions') await messenger.account.endOtherSessions()
      else await messenger.account.endSession(ending.id).catch(ignoreGone)
      await onEnded()
    })
    if (!done) return
    announce(ending === 'other_sessions' ? labels.endedOtherSessions : labels.ended)
    onClose()
  }

  return (
    <Confirm
      title={ending === 'other_sessions' ? labels.endOtherSessionsTitle : labels.endTitle}
      body={
        ending === 'other_sessions'
          ? labels.endOtherSessionsBody(otherCount)
          : labels.endBody(deviceName(ending, labels))
      }
      yes={ending === 'other_sessions' ? labels.endOtherSessionsYes : labels.endYes}
      busy={busy}
      onYes={() => void end()}
      onClose={onClose}
    >
      <FailureNote failure={failure} />
    </Confirm>
  )
}

/** The session ended by itself while the user decided. The result is the wanted one. */
function ignoreGone(failure: unknown): void {
  if (codeOf(failure) !== 'not_found') throw failure
}
