import type { Conversation } from '../../wire/conversations.ts'
import { useGroupsCatalogue } from '../i18n/groups.ts'
import { useRoomsCatalogue } from '../i18n/rooms.ts'

/** The labels of a group. A room has other words for some of them. */
export function useGroupLabels({ room }: Pick<Conversation, 'room'>) {
  const groups = useGroupsCatalogue()
  const { asGroup } = useRoomsCatalogue()
  return room ? { ...groups, ...asGroup } : groups
}
