import { authorOf, isBy } from '../../../wire/author.ts'
import { contentOf } from '../../../wire/content.ts'
import type { Message } from '../../../wire/messages.ts'
import { mayDeleteMessage, mayEditMessage } from '../../../wire/permissions.ts'
import { useMessenger } from '../../messenger/context.ts'
import { paths } from '../../navigation/routes.ts'
import { useAttempts } from '../../requests/useAttempts.ts'
import { useMessageLine } from '../../markup/useMessageLine.ts'
import { usePanels } from '../../navigation/panel.ts'
import { usePeople, useMessagePlace } from '../../conversation/context.ts'
import { useCopy } from '../../requests/useCopy.ts'

/** The actions of a message. An action that is not allowed is null. */
export function useMessageActions(message: Message) {
  const messenger = useMessenger()
  const { show } = usePanels()
  const { setMode, threadRoot, onUnread } = useMessagePlace()
  const { me, actor, mayWrite, group } = usePeople()
  const lineOf = useMessageLine()
  const attempt = useAttempts()
  const copy = useCopy()
  const { conversation_id: conversationId, seq } = message

  return {
    mayWrite,
    reply: mayWrite ? () => setMode({ kind: 'reply', message }) : null,
    thread: threadRoot
      ? null
      : () => show({ kind: 'thread', conversationId, rootId: message.thread_root ?? message.id }),
    edit:
      mayWrite && mayEditMessage(message, actor) && contentOf(message).kind !== 'voice'
        ? () => setMode({ kind: 'edit', message })
        : null,
    canReport: message.kind === 'text' && !isBy(authorOf(message), me),
    canRemove: mayDeleteMessage(message, actor),
    canSeeReaders: isBy(authorOf(message), me) && group,
    copyText: () => copy(message.body || lineOf(message)),
    copyLink: () => copy(`${location.origin}${paths.message(message)}`),
    markUnread: () =>
      attempt(
        messenger.conversations
          .changeOwn(conversationId, { unread_from: seq })
          .then(() => onUnread?.(seq)),
      ),
  }
}
