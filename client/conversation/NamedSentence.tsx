import { namedIdOf, type Author } from '../../wire/author.ts'
import type { SystemEvent } from '../../wire/messages.ts'
import { useCatalogue } from '../i18n/language.ts'
import { usePeople } from './context.ts'
import { PersonName } from './PersonName.tsx'
import { describeEvent } from './describe-event.ts'

/** Stands around the number of a name in a sentence. No script has this sign. */
const MARK = '\uE000'

/** The sentence of an event, in which names open their people. Each language has the names at other places. */
export default function NamedSentence({ actor, event }: { actor: Author; event: SystemEvent }) {
  const { messages: labels } = useCatalogue()
  const people = usePeople()
  const names: { id: string; name: string }[] = []
  const mark = (id: string | null, name: string) => {
    if (id === null || id === people.me || !people.byId.has(id)) return name
    names.push({ id, name })
    return `${MARK}${names.length - 1}${MARK}`
  }
  const sentence = describeEvent(withoutMarks(event), actor, labels, {
    me: people.me,
    nameOf: (id) => mark(id, people.nameOf(id)),
    nameOfAuthor: (author) => mark(namedIdOf(author), people.nameOfAuthor(author)),
  })
  return sentence.split(MARK).map((piece, place) => {
    const one = place % 2 === 1 ? names[Number(piece)] : undefined
    return one ? <PersonName key={place} {...one} /> : piece
  })
}

/** Somebody may have put the sign into a title. */
const withoutMarks = (event: SystemEvent): SystemEvent =>
  'title' in event ? { ...event, title: event.title.replaceAll(MARK, '') } : event
