import { TextSearch } from 'lucide-react'
import { useCatalogue } from '../i18n/language.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { usePanels } from '../navigation/panel.ts'

/** Opens the search in all messages the user may read. */
export function SearchButton() {
  const { search: labels } = useCatalogue()
  const { panel, show } = usePanels()
  const open = panel?.kind === 'search'
  return (
    <IconButton
      icon={TextSearch}
      label={labels.open}
      aria-expanded={open}
      onClick={() => show(open ? null : { kind: 'search', query: '' })}
    />
  )
}
