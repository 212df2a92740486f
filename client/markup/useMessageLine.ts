import { useCallback } from 'react'
import { usePeople } from '../conversation/context.ts'
import { useCatalogue } from '../i18n/language.ts'
import { messageLine, type Summarized } from './message-line.ts'
import { useFormatted } from './reader.ts'

/** `messageLine` in a conversation. The component is drawn again when the parser is loaded. */
export function useMessageLine(): (message: Summarized) => string {
  const { messages: labels } = useCatalogue()
  const { byId } = usePeople()
  const formatted = useFormatted()
  return useCallback(
    (message) => messageLine(message, labels, (id) => byId.get(id), formatted),
    [labels, byId, formatted],
  )
}
