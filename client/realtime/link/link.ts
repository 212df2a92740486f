import { isOutdated, PROTOCOL } from '../../../wire/protocol.ts'
import type { Push } from '../../../wire/socket.ts'
import type { SessionController } from '../../session/model.ts'
import { backOffDelay } from './back-off.ts'
import { askedToWait } from '../../requests/patience.ts'
import { openWire, type Refusal, type Wire } from './socket.ts'
import { onWake } from './wake.ts'

/** From the first byte to `connection:established`, with a change of transport in between. */
const TRY_TIMEOUT_MS = 25_000

type SessionCode = 'session_required' | 'session_expired' | 'session_ended'
const isSessionCode = (code: string | undefined): code is SessionCode =>
  code === 'session_required' || code === 'session_expired' || code === 'session_ended'

type Timer = ReturnType<typeof setTimeout>

type Life =
  | { kind: 'resting' }
  | { kind: 'waiting'; timer: Timer; isTold: boolean }
  | { kind: 'trying'; timer: Timer }
  | { kind: 'renewing' }
  | { kind: 'open' }
  | { kind: 'stopped' }

export interface LinkHandlers {
  onOpen(established: Push<'connection:established'>): void
  /** The relay speaks a newer protocol than this page. The link has stopped for good. */
  onOutdated(protocol: number): void
  onClosed(): void
  /** The relay asked to wait for so many seconds before the next try of something. */
  onRateLimited(seconds: number): void
}

export interface Link extends Pick<Wire, 'request' | 'on'> {
  start(): void
  /** For good. */
  stop(): void
  isOpen(): boolean
}

/**
 * Keeps one socket open for as long as the session lives: tries again for ever, with growing jittered delays so that a
 * restarted relay is not met by everybody at once; refused for its session it has the session renewed once, and if
 * the very next try is refused as well it tells why and rests. It never loops. Told to wait it waits, whatever happens.
 */
export function createLink(
  session: Pick<SessionController, 'recover' | 'refused' | 'ended' | 'subscribe' | 'getState'>,
  handlers: LinkHandlers,
  wire: Wire = openWire(),
): Link {
  let life: Life = { kind: 'resting' }
  let failures = 0
  let isRenewed = false
  const endings: (() => void)[] = []

  const enter = (next: Life) => {
    if ('timer' in life) clearTimeout(life.timer)
    life = next
  }
  const tryAfter = (delay: number, isTold = false) =>
    enter({ kind: 'waiting', timer: setTimeout(connect, delay), isTold })
  const backOff = (refusal: Refusal | null = null) => {
    isRenewed = false
    const delay = Math.max((refusal?.retry_after ?? 0) * 1000, backOffDelay(failures++))
    const isTold = refusal?.code === 'rate_limited'
    if (isTold) handlers.onRateLimited(delay / 1000)
    tryAfter(delay, isTold)
  }
  const giveUpTrying = () => {
    wire.close()
    handlers.onClosed()
    backOff()
  }
  const connect = () => {
    enter({ kind: 'trying', timer: setTimeout(giveUpTrying, TRY_TIMEOUT_MS) })
    wire.open()
  }
  const rest = (kind: 'resting' | 'stopped') => {
    enter({ kind })
    wire.close()
    handlers.onClosed()
  }

  async function renew(code: SessionCode) {
    if (isRenewed) {
      rest('resting')
      return session.refused(code)
    }
    enter({ kind: 'renewing' })
    isRenewed = await session.recover()
    if (life.kind !== 'renewing') return
    if (isRenewed) tryAfter(0)
    else rest('resting')
  }

  wire.on('connection:established', (established) => {
    if (life.kind !== 'trying') return
    if (isOutdated(PROTOCOL, established.protocol)) {
      rest('stopped')
      return handlers.onOutdated(established.protocol)
    }
    enter({ kind: 'open' })
    failures = 0
    isRenewed = false
    handlers.onOpen(established)
  })
  wire.onRefused((refusal: Refusal | null) => {
    if (life.kind !== 'trying') return
    handlers.onClosed()
    if (isSessionCode(refusal?.code)) void renew(refusal.code)
    else backOff(refusal)
  })
  wire.onClosed(() => {
    if (life.kind !== 'trying' && life.kind !== 'open') return
    handlers.onClosed()
    backOff()
  })
  // However the session was renewed, by this tab or another, the socket is told when the new state arrives here.
  wire.on('session:renew', () => void session.recover())
  wire.on('session:ended', ({ reason }) => {
    if (life.kind === 'stopped') return
    rest('resting')
    void session.ended(reason).then((isThereOne) => {
      if (isThereOne) link.start()
    })
  })

  const hurry = () => {
    if (life.kind !== 'waiting' || life.isTold) return
    failures = 0
    tryAfter(0)
  }
  const onOffline = () => {
    // What the browser says of the network can be wrong, so it is not the last word: it goes on trying.
    if (life.kind === 'open') giveUpTrying()
  }
  const onSession = () => {
    if (life.kind !== 'open' || session.getState().kind !== 'ready') return
    void wire.request('session:renew', {}).catch(() => undefined)
  }

  const link: Link = {
    request: (event, payload) =>
      wire.request(event, payload).catch((error: unknown) => {
        const wait = askedToWait(error)
        if (wait !== null) handlers.onRateLimited(wait)
        throw error
      }),
    on: wire.on,
    isOpen: () => life.kind === 'open',
    start() {
      if (life.kind !== 'resting') return
      if (endings.length === 0) {
        window.addEventListener('offline', onOffline)
        endings.push(onWake(hurry), session.subscribe(onSession), () =>
          window.removeEventListener('offline', onOffline),
        )
      }
      connect()
    },
    stop() {
      for (const end of endings.splice(0)) end()
      rest('stopped')
    },
  }
  return link
}
