import type { Person } from '../../wire/people.ts'
import type { Catalogue } from '../i18n/en.ts'
import type { Choice } from './Finder.tsx'

export function personChoice(
  person: Person,
  labels: Catalogue['conversations'],
  choose: () => void,
): Choice {
  return {
    key: person.id,
    name: person.display_name,
    detail: labels.username(person.username),
    avatarUrl: person.avatar_url,
    choose,
  }
}
