import type { Conversation } from '../../wire/conversations.ts'
import { GroupHead } from './GroupHead.tsx'
import { LeaveGroup } from './LeaveGroup.tsx'
import { Members } from './Members.tsx'
import { OwnSettings } from './OwnSettings.tsx'

export function GroupDetails({ conversation }: { conversation: Conversation }) {
  return (
    <>
      <GroupHead group={conversation} />
      <OwnSettings conversation={conversation} />
      <Members group={conversation} />
      <LeaveGroup group={conversation} />
    </>
  )
}
