import { learnPeople } from '../store/known-people.ts'
import type { Changes } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import type { SyncAnswer } from '../../../wire/sync.ts'
import { applyChanges, isBehind } from '../log/conversation-log.ts'
import type { Store } from '../store/store.ts'

export interface AnswerHooks {
  /** The logs of these conversations changed, or all. */
  changed(ids: Iterable<string>): void
  removed(ids: readonly string[]): void
  /** Messages in their present state, whether they are in order or not. */
  received(messages: readonly Message[]): void
  /** What was missed in a conversation that ended with this `seq` here. */
  missed(end: number, messages: readonly Message[]): void
  /** Nothing that is shown of it can be relied on. */
  reset(id: string): void
}

/**
 * Puts answers of `sync` into the model. Says whether there is more to ask for, and this answer brought us nearer to it:
 * else one that never changes would be asked for without end.
 */
export function createSyncAnswers(state: Store, hooks: AnswerHooks) {
  const { model } = state

  function take(item: Changes): { isNearer: boolean; isBehindStill: boolean } {
    const { id } = item.conversation
    // Out and in again while we were away: nothing from before is theirs to see.
    if (model.logs.has(id) && item.items.some(isWelcome)) hooks.removed([id])
    const before = model.logs.get(id)
    const after = applyChanges(before, item)
    state.setLog(id, after)
    hooks.received(item.items)
    if (item.reset) hooks.reset(id)
    else if (before !== undefined) hooks.missed(before.conversation.last_seq, item.items)
    return {
      isNearer: before === undefined || item.reset || after.ver > before.ver,
      isBehindStill: isBehind(after),
    }
  }

  const isWelcome = ({ event }: Message): boolean =>
    event?.type === 'added' && event.user_ids.includes(model.me.id)

  return (answer: SyncAnswer): boolean => {
    const told = new Set(answer.items.map(({ conversation }) => conversation.id))
    if (model.epoch !== null && answer.epoch !== model.epoch) {
      // The database was restored: what the server does not tell anew may never have been.
      hooks.removed([...model.logs.keys()].filter((id) => !told.has(id)))
    }
    learnPeople(state, answer.people)
    model.epoch = answer.epoch
    model.listStatus = 'ready'
    const taken = answer.items.map(take)
    hooks.removed(answer.removed)
    hooks.changed(told)
    state.emitChange()
    return (
      taken.some(({ isNearer }) => isNearer) &&
      (answer.more ?? taken.some(({ isBehindStill }) => isBehindStill))
    )
  }
}
