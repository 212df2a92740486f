import { useCallback, useState } from 'react'
import type { UploadRules } from '../../../wire/files.ts'
import { useMessenger } from '../../messenger/context.ts'

/** What this person may upload. It is asked for before they choose files. Null while the relay has not answered. */
export function useUploadRules() {
  const messenger = useMessenger()
  const [rules, setRules] = useState<UploadRules | null>(null)
  const ask = useCallback(async (): Promise<UploadRules | null> => {
    // Without an answer the relay judges the files when they are sent.
    const answer = await messenger.rooms.ask<UploadRules>('GET', '/api/uploads').catch(() => null)
    if (answer) setRules(answer)
    return answer
  }, [messenger])
  return { rules, ask }
}
