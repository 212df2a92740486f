import { usePeople } from '../../conversation/context.ts'
import PersonCard from '../../people/PersonCard.tsx'

interface PersonOfLogProps {
  id: string
  anchor: HTMLElement
  onClose: () => void
}

/** The profile card of a person whom a message names. In a dark room it is the card of an alias. */
export default function PersonOfLog({ id, anchor, onClose }: PersonOfLogProps) {
  const person = usePeople().byId.get(id)
  return person ? <PersonCard person={person} anchor={anchor} onClose={onClose} /> : null
}
