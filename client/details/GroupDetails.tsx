import type { Conversation } from '../../wire/conversations.ts'
import { DisappearingMessages } from './DisappearingMessages.tsx'
import { GroupHead } from './GroupHead.tsx'
import { LeaveGroup } from './LeaveGroup.tsx'
import { Participants } from './Participants.tsx'
import { PinnedMessages } from '../pins/PinnedMessages.tsx'
import { OwnSettings } from './OwnSettings.tsx'

export function GroupDetails({ conversation }: { conversation: Conversation }) {
  return (
    <>
      <GroupHead group={conversation} />
      <PinnedMessages conversation={conversation} />
      <OwnSettings conversation={conversation} />
      <DisappearingMessages conversation={conversation} />
      <Participants group={conversation} />
      <LeaveGroup group={conversation} />
    </>
  )
}
