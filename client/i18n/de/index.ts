import { isolating } from '../en/isolate.ts'
import { account } from './account.ts'
import { credentials } from './account/credentials.ts'
import { settings } from './account/settings.ts'
import { conversations } from './conversations.ts'
import { devices } from './devices.ts'
import { doctor } from './doctor.ts'
import { emojiPicker } from './media/emoji-picker.ts'
import { ends } from './ends.ts'
import { failures } from './failures.ts'
import { files } from './files.ts'
import { groups } from './groups.ts'
import { filters } from './search/filters.ts'
import { invitations } from './links/invitations.ts'
import { pictures } from './media/pictures.ts'
import { previews } from './media/previews.ts'
import { voice } from './media/voice.ts'
import { messages } from './messages.ts'
import { moderation } from './moderation.ts'
import { monitoring } from './monitoring.ts'
import { notifications } from './notifications.ts'
import { pages } from './pages.ts'
import { people } from './people.ts'
import { pins } from './pins.ts'
import { posts } from './posts.ts'
import { refusals } from './refusals.ts'
import { rooms } from './rooms.ts'
import { search } from './search/search.ts'
import { session } from './session.ts'
import { signIn } from './sign-in.ts'
import { timeline } from './timeline.ts'

/** German, whole: only its readers download it. It says "du", as people in a chat do. */
export const catalogue = isolating({
  account,
  conversations,
  credentials,
  devices,
  doctor,
  emojiPicker,
  ends,
  failures,
  files,
  groups,
  filters,
  invitations,
  messages,
  moderation,
  monitoring,
  notifications,
  pages,
  people,
  pictures,
  pins,
  posts,
  previews,
  refusals,
  rooms,
  search,
  session,
  settings,
  signIn,
  timeline,
  voice,
})
