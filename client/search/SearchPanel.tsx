import { useText } from '../i18n/language.ts'
import { usePanels } from '../ui/panel.ts'
import { SidePanel } from '../ui/SidePanel.tsx'

export default function SearchPanel({ query }: { query: string }) {
  const text = useText()
  const { show } = usePanels()
  return (
    <SidePanel title={text.conversations.filter} onClose={() => show(null)}>
      {query}
    </SidePanel>
  )
}
