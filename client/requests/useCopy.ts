import { use } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { NoteContext } from './useAttempts.ts'
import { announce } from '../ui/announcer.ts'

/** Puts a text on the clipboard, and says whether it is there. */
export function useCopy(): (text: string) => void {
  const { messages: labels } = useCatalogue()
  const note = use(NoteContext)
  return (text) => {
    navigator.clipboard.writeText(text).then(
      () => announce(labels.copied),
      () => note(labels.failed),
    )
  }
}
