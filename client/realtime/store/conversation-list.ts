import type { Conversation } from '../../../wire/conversations.ts'

/** All conversations: the pinned ones first, then by activity, the newest first. A change is put in its place, so that not every change sorts all of them. */
export function createConversationList() {
  let items: readonly Conversation[] = []
  /** What changed since `items` was made. Null: the conversation is gone. */
  const changed = new Map<string, Conversation | null>()
  return {
    put: (conversation: Conversation): void => void changed.set(conversation.id, conversation),
    remove: (id: string): void => void changed.set(id, null),
    /** The same array for as long as no conversation changed. */
    items(): readonly Conversation[] {
      if (changed.size === 0) return items
      const unchanged = items.filter(({ id }) => !changed.has(id))
      const moved = [...changed.values()].filter((one) => one !== null).sort(inOrder)
      changed.clear()
      items = merge(unchanged, moved)
      return items
    },
  }
}

/** Pinned conversations stay where they are when a message comes: the newest pin is at the top. */
function inOrder(a: Conversation, b: Conversation): number {
  const [one, two] = [a.me.pinned_at ?? '', b.me.pinned_at ?? '']
  if (one !== two) return one < two ? 1 : -1
  if (a.active_at !== b.active_at) return a.active_at < b.active_at ? 1 : -1
  return a.id < b.id ? 1 : -1
}

/** Merges two sorted lists into one. */
function merge(long: readonly Conversation[], short: readonly Conversation[]): Conversation[] {
  const merged: Conversation[] = []
  let next = 0
  for (const one of short) {
    while (next < long.length && inOrder(long[next]!, one) < 0) merged.push(long[next++]!)
    merged.push(one)
  }
  return merged.concat(long.slice(next))
}
