import { useText } from '../i18n/language.ts'
import { usePanels } from '../ui/panel.ts'
import { SidePanel } from '../ui/SidePanel.tsx'

export default function ThreadPanel(props: { conversationId: string; rootId: string }) {
  const text = useText()
  const { show } = usePanels()
  return (
    <SidePanel title={text.timeline.label} onClose={() => show(null)}>
      {props.rootId}
    </SidePanel>
  )
}
