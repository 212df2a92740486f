import { useCallback } from 'react'
import { useMessenger } from '../conversations/context.ts'
import { useText } from '../i18n/language.ts'

/** A quote says which message it is of, but not where that stands. Further back than this nobody waits for it. */
const MOST_PAGES = 20

export function useFindQuoted(
  conversationId: string,
  jumpTo: (seq: number) => void,
  onMissing: (note: string) => void,
): (id: string) => void {
  const { messages: text } = useText()
  const messenger = useMessenger()
  return useCallback(
    (id) => {
      const seqOf = () =>
        messenger.getState().timelines[conversationId]?.messages.find((one) => one.id === id)?.seq
      async function find() {
        for (let page = 0; page < MOST_PAGES && seqOf() === undefined; page += 1) {
          if (!messenger.getState().timelines[conversationId]?.hasEarlier) break
          await messenger.loadEarlier(conversationId)
        }
        const seq = seqOf()
        if (seq === undefined) onMissing(text.notFound)
        else jumpTo(seq)
      }
      find().catch(() => onMissing(text.notFound))
    },
    [messenger, conversationId, jumpTo, onMissing, text],
  )
}
