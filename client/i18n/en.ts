import { account } from './en/account.ts'
import { conversations } from './en/conversations.ts'
import { devices } from './en/devices.ts'
import { doctor } from './en/doctor.ts'
import { failures } from './en/failures.ts'
import { groups } from './en/groups.ts'
import { notifications } from './en/notifications.ts'
import { pages } from './en/pages.ts'
import { people } from './en/people.ts'
import { refusals } from './en/refusals.ts'
import { session } from './en/session.ts'
import { timeline } from './en/timeline.ts'

/** Every word the page shows. Another language is another object of this type. */
export const en = {
  account,
  conversations,
  devices,
  doctor,
  failures,
  groups,
  notifications,
  pages,
  people,
  refusals,
  session,
  timeline,
}
export type Text = typeof en
