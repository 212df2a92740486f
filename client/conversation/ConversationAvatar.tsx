import { Users } from 'lucide-react'
import type { Conversation } from '../../wire/conversations.ts'
import { Avatar, type AvatarSize } from '../ui/Avatar.tsx'
import { classes } from '../ui/classes.ts'
import { counterpartOf, otherParticipants } from './names.ts'

interface ConversationAvatarProps {
  conversation: Conversation
  me: string
  title: string
  size?: AvatarSize
  online?: boolean
}

const boxes = { small: 'size-8', medium: 'size-10', large: 'size-16' }
const halves = { small: 'tiny', medium: 'little', large: 'medium' } as const

/**
 * The counterpart's picture, or the group's picture. A group without one shows two of its participants, always the same
 * two. A room and a large group show their own letter: who is listed first there changes with each message, and the group
 * would look like another one.
 */
export function ConversationAvatar(props: ConversationAvatarProps) {
  const { conversation, me, title, size = 'medium', online = false } = props
  const counterpart = counterpartOf(conversation, me)
  if (counterpart) {
    const { user_id: id, avatar_url: url } = counterpart
    return <Avatar id={id} name={title} url={url} size={size} online={online} />
  }
  const others = otherParticipants(conversation, me)
  const [front, back] = others.toSorted((a, b) => (a.user_id < b.user_id ? -1 : 1))
  const isPartial = conversation.participant_count > conversation.participants.length
  if (conversation.avatar_url || conversation.room || isPartial || (front && !back)) {
    return <Avatar id={conversation.id} name={title} url={conversation.avatar_url} size={size} />
  }
  if (!front || !back) {
    return (
      <span
        aria-hidden
        className={classes(
          'grid shrink-0 place-items-center rounded-full bg-hover text-muted',
          boxes[size],
        )}
      >
        <Users className="size-1/2" />
      </span>
    )
  }
  return (
    <span aria-hidden className={classes('relative block shrink-0', boxes[size])}>
      <span className="absolute end-0 top-0">
        <Avatar
          id={back.user_id}
          name={back.display_name}
          url={back.avatar_url}
          size={halves[size]}
        />
      </span>
      <span className="absolute start-0 bottom-0 rounded-full outline-2 outline-surface">
        <Avatar
          id={front.user_id}
          name={front.display_name}
          url={front.avatar_url}
          size={halves[size]}
        />
      </span>
    </span>
  )
}
