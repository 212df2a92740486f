import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { Person } from '../../wire/people.ts'
import { useCatalogue } from '../i18n/language.ts'

const PersonCard = lazy(() => import('./PersonCard.tsx'))

interface PersonButtonProps {
  person: Person
  className?: string
  /** A face or a name. */
  children: ReactNode
}

/** A face or a name that tells who that is when it is pressed. There may be hundreds of it on a page, so it is only a button. */
export function PersonButton({ person, className, children }: PersonButtonProps) {
  const { people: labels } = useCatalogue()
  const [wanted, setWanted] = useState(false)
  const button = (
    <button
      type="button"
      aria-label={labels.about(person.display_name)}
      aria-haspopup="dialog"
      onClick={() => setWanted(true)}
      className={className}
    >
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
