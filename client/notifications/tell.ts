import { paths } from '../navigation/routes.ts'
import { navigate } from '../navigation/location.ts'
import type { Catalogue } from '../i18n/en.ts'
import type { IncomingMessage } from '../realtime/live/notifications.ts'
import type { MessengerState } from '../realtime/store/messenger-state.ts'
import { endOf, showDesktop } from './desktop.ts'
import { notificationText } from './notification-text.ts'
import { channelsFor, surroundings } from './rules.ts'
import { playTone } from './sound.ts'
import type { Toast } from './ToastCard.tsx'

export { closeDesktop } from './desktop.ts'

/** Tells of an incoming message by every channel the person wants. Returns the toast to show. */
export function tell(
  incoming: IncomingMessage,
  { me: { id: me }, people, serverClock }: MessengerState,
  open: string | undefined,
  catalogue: Catalogue,
): Toast | null {
  const { message, conversation } = incoming
  const { toast, sound, desktop } = channelsFor(incoming, surroundings(me, open))
  const content = notificationText(incoming, me, people, catalogue)
  const href = placeOf(incoming)
  if (sound) playTone()
  if (desktop) {
    const end = endOf(message, serverClock)
    const onClick = () => navigate(href)
    showDesktop({ ...content, tag: conversation.id, onClick, end, message })
  }
  return toast ? { incoming, ...content, href } : null
}

/** A message of a thread is not in the timeline, so its link opens the thread. */
function placeOf({ message, conversation }: IncomingMessage): string {
  return message.thread_root ? paths.message(message) : paths.conversation(conversation.id)
}
