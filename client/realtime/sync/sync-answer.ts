import { authorOf, isBy } from '../../../wire/author.ts'
import { learnPeople } from '../store/known-people.ts'
import type { Changes } from '../../../wire/requests/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import type { SyncAnswer } from '../../../wire/sync.ts'
import { applyChanges, isBehind } from '../log/conversation-log.ts'
import type { Store } from '../store/store.ts'

/**
 * Puts answers of `sync` into the store. Returns whether to ask again. That is so when there is more, and this answer
 * brought the logs nearer to it. Without the second condition, an answer that never changes would make an endless
 * loop.
 */
export function createSyncAnswers(store: Store) {
  const { model } = store

  function take(item: Changes): { isNearer: boolean; isBehindStill: boolean } {
    const { id } = item.conversation
    // The person was out of it and came back meanwhile. They may not see what was written before.
    if (model.logs.has(id) && item.items.some(isWelcome)) store.removeLogs([id])
    const before = model.logs.get(id)
    const after = applyChanges(before, item)
    store.setLog(id, after)
    store.messagesReceived.emit(item.items)
    if (item.reset) store.logsReset.emit([id])
    else if (before !== undefined) {
      const { last_seq: lastSeq } = before.conversation
      store.messagesMissed.emit({ lastSeq, messages: item.items })
    }
    return {
      isNearer: before === undefined || item.reset || after.ver > before.ver,
      isBehindStill: isBehind(after),
    }
  }

  const isWelcome = (line: Message): boolean =>
    line.event?.type === 'joined'
      ? isBy(authorOf(line), model.me.id)
      : line.event?.type === 'added' && line.event.user_ids.includes(model.me.id)

  return (answer: SyncAnswer): boolean => {
    const told = new Set(answer.items.map(({ conversation }) => conversation.id))
    if (model.epoch !== null && answer.epoch !== model.epoch) {
      // The database was restored to an earlier state. Logs that the server does not send again may not exist any more.
      store.removeLogs([...model.logs.keys()].filter((id) => !told.has(id)))
    }
    learnPeople(store, answer.people)
    model.epoch = answer.epoch
    model.listStatus = 'ready'
    const taken = answer.items.map(take)
    store.removeLogs(answer.removed)
    store.logsChanged.emit(told)
    store.emitChange()
    return (
      taken.some(({ isNearer }) => isNearer) &&
      (answer.more ?? taken.some(({ isBehindStill }) => isBehindStill))
    )
  }
}
