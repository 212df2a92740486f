import { capabilitiesOf } from '../../wire/conversation-kinds.ts'
import { useConversation } from '../messenger/context.ts'
import { usePeopleCatalogue } from '../i18n/people.ts'
import { usePanels } from '../navigation/panel.ts'
import { SidePanel } from '../ui/SidePanel.tsx'
import { DirectDetails } from './DirectDetails.tsx'
import { GroupDetails } from './GroupDetails.tsx'
import { RoomDetails } from './RoomDetails.tsx'
import { SharedFiles } from './SharedFiles.tsx'

/** The panel beside a conversation: its participants and the user's own settings for it. */
export default function Details({ conversationId }: { conversationId: string }) {
  const labels = usePeopleCatalogue()
  const { show } = usePanels()
  const conversation = useConversation(conversationId)
  if (!conversation) return null
  return (
    <SidePanel title={labels.details} onClose={() => show(null)}>
      <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto p-4 pb-safe-6">
        {capabilitiesOf(conversation.kind).isPair ? (
          <DirectDetails conversation={conversation} />
        ) : conversation.room ? (
          <RoomDetails conversation={conversation} room={conversation.room} />
        ) : (
          <GroupDetails conversation={conversation} />
        )}
        <SharedFiles conversation={conversation} />
      </div>
    </SidePanel>
  )
}
