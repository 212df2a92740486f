import { TextSearch } from 'lucide-react'
import { useText } from '../i18n/language.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { usePanels } from '../navigation/panel.ts'

/** Opens the search over everything one may read. */
export function SearchButton() {
  const { search: text } = useText()
  const { panel, show } = usePanels()
  const open = panel?.kind === 'search'
  return (
    <IconButton
      icon={TextSearch}
      label={text.open}
      aria-expanded={open}
      onClick={() => show(open ? null : { kind: 'search', query: '' })}
    />
  )
}
