import { account } from './en/account.ts'
import { conversations } from './en/conversations.ts'
import { devices } from './en/devices.ts'
import { failures } from './en/failures.ts'
import { groups } from './en/groups.ts'
import { notifications } from './en/notifications.ts'
import { messages } from './en/messages.ts'
import { pages } from './en/pages.ts'
import { people } from './en/people.ts'
import { refusals } from './en/refusals.ts'
import { search } from './en/search.ts'
import { session } from './en/session.ts'
import type { DoctorCatalogue } from './en/doctor.ts'
import type { MonitoringCatalogue } from './en/monitoring.ts'
import type { SignInCatalogue } from './en/sign-in.ts'
import { timeline } from './en/timeline.ts'

/**
 * The catalogue: the labels and sentences of the page. Another language is another object of this type. `signIn`,
 * `monitoring` and `doctor` are not in the first load of English: see `useSignInCatalogue`.
 */
export const en = {
  account,
  conversations,
  devices,
  failures,
  groups,
  messages,
  notifications,
  pages,
  people,
  refusals,
  search,
  session,
  timeline,
}
export type Catalogue = typeof en & {
  signIn?: SignInCatalogue
  monitoring?: MonitoringCatalogue
  doctor?: DoctorCatalogue
}
