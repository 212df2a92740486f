import { useCallback, useEffect, useState } from 'react'
import type { DeviceSession } from '../../wire/session.ts'
import { useMessenger } from '../messenger/context.ts'

type Devices =
  { kind: 'loading' } | { kind: 'failed' } | { kind: 'ready'; items: readonly DeviceSession[] }

/** Often enough to see a sign-in elsewhere come and go while one looks. */
const EVERY_MS = 30_000

/** Where one is signed in, looked up again while the page is shown. What is known stays if that fails. */
export function useDevices() {
  const messenger = useMessenger()
  const [devices, setDevices] = useState<Devices>({ kind: 'loading' })

  const load = useCallback(async () => {
    try {
      setDevices({ kind: 'ready', items: await messenger.account.sessions() })
    } catch {
      setDevices((known) => (known.kind === 'ready' ? known : { kind: 'failed' }))
    }
  }, [messenger])

  useEffect(() => {
    const look = () => void (document.visibilityState === 'visible' && load())
    look()
    const timer = setInterval(look, EVERY_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [load])

  return { devices, load }
}
