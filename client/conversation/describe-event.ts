import type { Author } from '../../wire/author.ts'
import type { SystemEvent } from '../../wire/messages.ts'
import type { Catalogue } from '../i18n/en.ts'
import type { People } from './context.ts'

export function describeEvent(
  event: SystemEvent,
  author: Author,
  { system, you }: Catalogue['messages'],
  { me, nameOf, nameOfAuthor }: Pick<People, 'me' | 'nameOf' | 'nameOfAuthor'>,
): string {
  const actor = nameOfAuthor(author)
  const named = (ids: readonly string[]) => ids.map((id) => (id === me ? you : nameOf(id)))
  switch (event.type) {
    case 'created':
    case 'room_created':
    case 'renamed':
      return system[event.type](actor, event.title)
    case 'picture_changed':
    case 'room_changed':
    case 'joined':
    case 'left':
    case 'pinned':
      return system[event.type](actor)
    case 'account_deleted':
      return system.account_deleted
    case 'added':
    case 'removed':
      return system[event.type](actor, named(event.user_ids))
    case 'role_changed':
      return system.role_changed(actor, named(event.user_ids), event.role)
    case 'lifetime_changed':
      return system.lifetime_changed(actor, event.seconds)
  }
}
