import { useCatalogue } from '../../i18n/language.ts'
import type { Conversation } from '../../../wire/conversations.ts'
import { ConversationAvatar } from '../../conversation/ConversationAvatar.tsx'

interface BeginningProps {
  conversation: Conversation
  me: string
  name: string
  group: boolean
  empty: boolean
}

/** Shown above the very first message, or in an empty conversation. */
export function Beginning({ conversation, me, name, group, empty }: BeginningProps) {
  const { timeline: labels } = useCatalogue()
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-8 text-center text-muted [overflow-wrap:anywhere]">
      <ConversationAvatar conversation={conversation} me={me} title={name} size="large" />
      <p className="mt-2 text-sm text-balance">
        {group ? labels.beginningOfGroup(name) : labels.beginning(name)}
      </p>
      {empty && <p className="text-sm text-balance">{labels.sayHello}</p>}
    </div>
  )
}
