import type { Person } from '../../wire/people.ts'
import type { Text } from '../i18n/en.ts'
import type { Choice } from './Finder.tsx'

export function personChoice(
  person: Person,
  text: Text['conversations'],
  choose: () => void,
): Choice {
  return {
    key: person.id,
    name: person.display_name,
    detail: text.username(person.username),
    avatarUrl: person.avatar_url,
    choose,
  }
}
