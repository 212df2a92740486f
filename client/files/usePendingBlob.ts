import { useEffect, useState } from 'react'
import { useMessenger } from '../messenger/context.ts'

/** The address of the bytes of a file that was not sent yet. Null while they are not there. */
export function usePendingBlob(key: string): string | null {
  const messenger = useMessenger()
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    let made: string | null = null
    let isCurrent = true
    async function load() {
      const blob = await (await messenger.outbox.files()).blobOf(key)
      if (!blob || !isCurrent) return
      made = URL.createObjectURL(blob)
      setAddress(made)
    }
    // Without its bytes the file is still shown by its name.
    load().catch(() => undefined)
    return () => {
      isCurrent = false
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [messenger, key])
  return address
}
