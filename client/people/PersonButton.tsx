import { Suspense, useState, type ReactNode } from 'react'
import type { Person } from '../../wire/people.ts'
import { useCatalogue } from '../i18n/language.ts'
import { usePeopleCatalogue } from '../i18n/people.ts'
import { lazy } from '../ui/later/lazy.tsx'

const PersonCard = lazy(() => import('./PersonCard.tsx'))

interface PersonButtonProps {
  person: Person
  className?: string
  /** Whether the children show the name. What they show is then part of the button's name. */
  isNamed?: boolean
  /** The picture or the name of the person. */
  children: ReactNode
}

/**
 * Opens the profile card of a person. A page may hold hundreds of these, so the card is downloaded at the
 * first press.
 */
export function PersonButton({ person, className, isNamed, children }: PersonButtonProps) {
  const { conversations } = useCatalogue()
  const labels = usePeopleCatalogue()
  const [wanted, setWanted] = useState(false)
  const button = (
    <button
      type="button"
      aria-label={isNamed ? undefined : conversations.aboutPerson(person.display_name)}
      aria-haspopup="dialog"
      onClick={() => setWanted(true)}
      className={className}
    >
      {isNamed && <span className="sr-only">{labels.aboutNamed} </span>}
      {children}
    </button>
  )
  if (!wanted) return button
  return (
    <Suspense fallback={button}>
      <PersonCard person={person}>{button}</PersonCard>
    </Suspense>
  )
}
