import { ownProfile, profileChange } from '../../wire/people.ts'
import type { Sql } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { refuseByModeration } from '../messages/moderation-refusal.ts'
import { changeProfile } from '../people/profiles.ts'
import type { Presence } from '../presence/presence.ts'
import type { Publisher } from '../realtime/publish.ts'
import { announcePerson } from './person-events.ts'

interface AccountEdge {
  sql: Sql
  presence: Presence
  publish: Publisher
}

/** What a person changes about themselves. Other people see the change in conversations and in presence. */
export function accountRoutes(app: App, { sql, presence, publish }: AccountEdge): void {
  app.put(
    '/api/profile',
    {
      config: { limit: 'profile' },
      schema: {
        summary: 'Change the name or the presence of the person.',
        body: profileChange,
        response: { 200: ownProfile },
      },
    },
    async (request) => {
      const { userId } = personOf(request)
      const { show_presence, ...face } = request.body
      const names = Object.values(face)
      if (names.length > 0) await refuseByModeration(sql, userId, names.join('\n'))
      const profile = await changeProfile(sql, userId, request.body)
      if (Object.keys(face).length > 0) await announcePerson({ sql, publish }, profile)
      if (show_presence !== undefined) {
        await presence.shownChanged(userId, profile.show_presence)
      }
      return profile
    },
  )
}
