import { useCatalogue } from '../i18n/language.ts'

interface PersonNameProps {
  id: string
  name: string
  className?: string
}

/**
 * A name that opens the profile card of its person. The log around it hears the click, so that a page with hundreds of
 * names carries one card. It is no button element: the text of those cannot be selected.
 */
export function PersonName({ id, name, className = 'hover:underline' }: PersonNameProps) {
  const { conversations: labels } = useCatalogue()
  return (
    <bdi
      role="button"
      tabIndex={-1}
      aria-haspopup="dialog"
      data-person={id}
      title={labels.aboutPerson(name)}
      className={className}
    >
      {name}
    </bdi>
  )
}
