import { namedIdOf, type Author } from '../../wire/author.ts'
import type { SystemEvent } from '../../wire/messages.ts'
import { useCatalogue } from '../i18n/language.ts'
import { usePeople } from './context.ts'
import { PersonName } from './PersonName.tsx'
import { describeEvent } from './describe-event.ts'

/** Stands around the number of a name in a sentence. No script has this sign. */
const SIGN = '\uE000'

/** The sentence of an event, in which names open their people. Each language has the names at other places. */
export default function NamedSentence({ actor, event }: { actor: Author; event: SystemEvent }) {
  const { messages: labels } = useCatalogue()
  const people = usePeople()
  const names: { id: string; name: string }[] = []
  const signed = (id: string | null, name: string) => {
    if (id === null || id === people.me || !people.byId.has(id)) return name
    names.push({ id, name })
    return `${SIGN}${names.length - 1}${SIGN}`
  }
  const sentence = describeEvent(withoutSigns(event), actor, labels, {
    me: people.me,
    nameOf: (id) => signed(id, people.nameOf(id)),
    nameOfAuthor: (author) => signed(namedIdOf(author), people.nameOfAuthor(author)),
  })
  return sentence.split(SIGN).map((piece, place) => {
    const one = place % 2 === 1 ? names[Number(piece)] : undefined
    return one ? <PersonName key={place} {...one} /> : piece
  })
}

/** Somebody may have put the sign into a title. */
const withoutSigns = (event: SystemEvent): SystemEvent =>
  'title' in event ? { ...event, title: event.title.replaceAll(SIGN, '') } : event
