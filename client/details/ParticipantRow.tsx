import type { Conversation, Participant } from '../../wire/conversations.ts'
import { useCatalogue } from '../i18n/language.ts'
import { PersonButton } from '../people/PersonButton.tsx'
import { usePresenceLine } from '../people/usePresenceLine.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { ParticipantMenu } from './ParticipantMenu.tsx'
import { participantActions } from './participant-actions.ts'
import { useGroupLabels } from './useGroupLabels.ts'

interface ParticipantRowProps {
  group: Conversation
  participant: Participant
  me: string
}

/** One participant of a group. The name opens the profile card; the menu holds the allowed actions. */
export function ParticipantRow({ group, participant, me }: ParticipantRowProps) {
  const { conversations } = useCatalogue()
  const labels = useGroupLabels(group)
  const { user_id: id, username, display_name, avatar_url, role } = participant
  const { online, label } = usePresenceLine(id)
  const actions =
    id === me ? [] : participantActions({ kind: group.kind, role: group.me.role }, role)
  return (
    <li className="flex items-center gap-1">
      <PersonButton
        person={{ id, username, display_name, avatar_url }}
        isNamed
        className="ring-inside flex h-12 min-w-0 flex-1 items-center gap-3 rounded-control px-2 text-start hover:bg-hover"
      >
        <Avatar id={id} name={display_name} url={avatar_url} size="small" online={online} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">
            <bdi>{id === me ? labels.you(display_name) : display_name}</bdi>
          </span>
          <span className="block truncate text-xs text-muted">
            {label || (username !== '' && conversations.username(username))}
          </span>
        </span>
        {role !== 'member' && (
          <span className="shrink-0 rounded-full bg-hover px-2 text-xs text-muted">
            {labels.roles[role]}
          </span>
        )}
      </PersonButton>
      {actions.length > 0 && (
        <ParticipantMenu group={group} participant={participant} actions={actions} />
      )}
    </li>
  )
}
