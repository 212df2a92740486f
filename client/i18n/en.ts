import { account } from './en/account.ts'
import { conversations } from './en/conversations.ts'
import { failures } from './en/failures.ts'
import { notifications } from './en/notifications.ts'
import { messages } from './en/messages.ts'
import { pages } from './en/pages.ts'
import { refusals } from './en/refusals.ts'
import { search } from './en/search/search.ts'
import { session } from './en/session.ts'
import type { CredentialsCatalogue } from './en/account/credentials.ts'
import type { SettingsCatalogue } from './en/account/settings.ts'
import type { DevicesCatalogue } from './en/devices.ts'
import type { DoctorCatalogue } from './en/doctor.ts'
import type { MonitoringCatalogue } from './en/monitoring.ts'
import type { EmojiPickerCatalogue } from './en/media/emoji-picker.ts'
import type { EndsCatalogue } from './en/ends.ts'
import type { PicturesCatalogue } from './en/media/pictures.ts'
import type { PreviewsCatalogue } from './en/media/previews.ts'
import type { FilesCatalogue } from './en/files.ts'
import type { FiltersCatalogue } from './en/search/filters.ts'
import type { GroupsCatalogue } from './en/groups.ts'
import type { InvitationsCatalogue } from './en/links/invitations.ts'
import type { PeopleCatalogue } from './en/people.ts'
import type { PinsCatalogue } from './en/pins.ts'
import type { PostsCatalogue } from './en/posts.ts'
import type { ModerationCatalogue } from './en/moderation.ts'
import type { RoomsCatalogue } from './en/rooms.ts'
import type { SignInCatalogue } from './en/sign-in.ts'
import type { VoiceCatalogue } from './en/media/voice.ts'
import { timeline } from './en/timeline.ts'
import { isolating } from './en/isolate.ts'

/**
 * The catalogue: the labels and sentences of the page. Another language is another object of this type. The parts that
 * may be missing are not in the first load of English: see `useSignInCatalogue`.
 */
export const en = isolating({
  account,
  conversations,
  failures,
  messages,
  notifications,
  pages,
  refusals,
  search,
  session,
  timeline,
})
export type Catalogue = typeof en & {
  credentials?: CredentialsCatalogue
  devices?: DevicesCatalogue
  signIn?: SignInCatalogue
  monitoring?: MonitoringCatalogue
  doctor?: DoctorCatalogue
  rooms?: RoomsCatalogue
  settings?: SettingsCatalogue
  emojiPicker?: EmojiPickerCatalogue
  ends?: EndsCatalogue
  filters?: FiltersCatalogue
  groups?: GroupsCatalogue
  people?: PeopleCatalogue
  invitations?: InvitationsCatalogue
  pins?: PinsCatalogue
  posts?: PostsCatalogue
  moderation?: ModerationCatalogue
  voice?: VoiceCatalogue
  pictures?: PicturesCatalogue
  previews?: PreviewsCatalogue
  files?: FilesCatalogue
}
