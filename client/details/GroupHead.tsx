import { Pencil } from 'lucide-react'
import { useState } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { mayChangeConversation } from '../../wire/permissions.ts'
import { ConversationAvatar } from '../conversation/ConversationAvatar.tsx'
import { useMessengerState } from '../messenger/context.ts'
import { titleOf } from '../conversation/names.ts'
import { useFormat, useCatalogue } from '../i18n/language.ts'
import { useGroupsCatalogue } from '../i18n/groups.ts'
import { Button } from '../ui/Button.tsx'
import { useNow } from '../browser/useNow.ts'
import { GroupEdit } from './GroupEdit.tsx'

/** The group's name and picture. Its owner and admins can change them here. */
export function GroupHead({ group }: { group: Conversation }) {
  const catalogue = useCatalogue()
  const groups = useGroupsCatalogue()
  const format = useFormat()
  const now = useNow(60_000)
  const me = useMessengerState((state) => state.me.id)
  const [edits, setEdits] = useState(false)
  const title = titleOf(group, me, catalogue)

  return (
    <div className="flex flex-col items-center gap-1 text-center [overflow-wrap:anywhere]">
      <ConversationAvatar conversation={group} me={me} title={title} size="large" />
      <h3 className="mt-2 text-lg font-bold">
        <bdi>{title}</bdi>
      </h3>
      <p className="text-sm text-muted">
        {catalogue.conversations.peopleCount(group.participant_count)} ·{' '}
        <time dateTime={group.created_at}>
          {groups.created(format.dayWithin(group.created_at, now))}
        </time>
      </p>
      {mayChangeConversation({ kind: group.kind, role: group.me.role }) && (
        <Button className="mt-2" onClick={() => setEdits(true)}>
          <Pencil aria-hidden className="size-4" /> {groups.edit}
        </Button>
      )}
      {edits && <GroupEdit group={group} onClose={() => setEdits(false)} />}
    </div>
  )
}
