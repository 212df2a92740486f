import { isArchived } from '../../wire/archive.ts'
import { capabilitiesOf } from '../../wire/conversation-kinds.ts'
import type { Conversation } from '../../wire/conversations.ts'

export const listFilters = ['all', 'unread', 'direct', 'groups', 'archived'] as const
export type ListFilter = (typeof listFilters)[number]

/** True for unread messages, and for a conversation that the user marked unread. */
export const isUnread = ({ unread, me }: Conversation) => unread > 0 || me.marked_unread

const fits: Readonly<Record<ListFilter, (conversation: Conversation) => boolean>> = {
  all: () => true,
  unread: isUnread,
  direct: ({ kind }) => capabilitiesOf(kind).isPair,
  groups: ({ kind }) => capabilitiesOf(kind).hasRoles,
  archived: isArchived,
}

interface Chosen {
  filter: ListFilter
  /** A search finds archived conversations too. */
  isSearch: boolean
  /** Reading an unread conversation must not take its row away. */
  open: string | undefined
}

export function chosenFrom(
  items: readonly Conversation[],
  { filter, isSearch, open }: Chosen,
): readonly Conversation[] {
  return items.filter(
    (item) =>
      (isSearch || isArchived(item) === (filter === 'archived')) &&
      (fits[filter](item) || (filter === 'unread' && item.id === open)),
  )
}
