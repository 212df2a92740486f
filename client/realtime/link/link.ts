import { isOutdated, PROTOCOL } from '../../../wire/protocol.ts'
import type { Push } from '../../../wire/socket.ts'
import { createLife } from '../../browser/life.ts'
import { askedToWait } from '../../requests/patience.ts'
import type { RequestError } from '../../requests/request-error.ts'
import type { SessionController } from '../../session/model.ts'
import { backOffDelay } from './back-off.ts'
import { linkLife, type LinkEvent, type LinkState } from './link-life.ts'
import type { Wire } from './socket.ts'
import { onWake } from './wake.ts'

/** From the first byte to `connection:established`, with a change of transport in between. */
const TRY_TIMEOUT_MS = 25_000

type SessionCode = 'session_required' | 'session_expired' | 'session_ended'
const isSessionCode = (code: string | undefined): code is SessionCode =>
  code === 'session_required' || code === 'session_expired' || code === 'session_ended'

export interface LinkHandlers {
  onOpen(established: Push<'connection:established'>): void
  /** The relay speaks a newer protocol than this page. The link has stopped for good. */
  onOutdated(protocol: number): void
  onClosed(): void
  /** The relay asked to wait this many seconds before the next request of a kind. */
  onRateLimited(seconds: number): void
}

export interface Link extends Pick<Wire, 'request' | 'on'> {
  start(): void
  /** Ends it for good. */
  stop(): void
  isOpen(): boolean
}

/**
 * Keeps one socket open for as long as the session lives. It tries again for ever, with growing random delays, so that a
 * restarted relay is not met by all clients at once. When its session is refused it has the session renewed and tries
 * once more. If that is refused as well, it says why and rests: it never loops. When the cookies belong to another
 * person, it rests at once, so that nothing is sent for that person. The states are in `link-life.ts`.
 */
export function createLink(
  session: Pick<
    SessionController,
    'recover' | 'refused' | 'ended' | 'otherPerson' | 'subscribe' | 'getState'
  >,
  handlers: LinkHandlers,
  wire: Wire,
  userId: string,
): Link {
  const life = createLife('link', linkLife, 'resting')
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  const endings: (() => void)[] = []

  const connect = () => {
    timer = setTimeout(() => {
      if (happen('timed_out')) close()
    }, TRY_TIMEOUT_MS)
    wire.open()
  }
  const wait = (error: RequestError | null): number => {
    const delay = Math.max((error?.retryAfter ?? 0) * 1000, backOffDelay(failures++))
    timer = setTimeout(() => happen('due'), delay)
    return delay
  }
  const hurry = () => {
    failures = 0
    timer = setTimeout(() => happen('due'), 0)
  }
  const close = () => {
    wire.close()
    handlers.onClosed()
  }
  const renew = async () => {
    happen((await session.recover()) ? 'renewed' : 'not_renewed')
  }

  const enter: Record<LinkState, (event: LinkEvent, error: RequestError | null) => void> = {
    resting(event) {
      close()
      if (event === 'other_person') session.otherPerson(userId)
    },
    trying: connect,
    retrying: connect,
    open: () => (failures = 0),
    waiting: (event, error) => (event === 'woken' ? hurry() : wait(error)),
    rate_limited: (_, error) => handlers.onRateLimited(wait(error) / 1000),
    renewing: () => void renew(),
    refused: (_, error) => {
      close()
      session.refused(error?.code as SessionCode)
    },
    stopped: close,
  }

  function happen(event: LinkEvent, error: RequestError | null = null): boolean {
    const next = life.happen(event)
    if (next === null) return false
    clearTimeout(timer)
    enter[next](event, error)
    return true
  }

  wire.on('connection:established', (established) => {
    if (isOutdated(PROTOCOL, established.protocol)) {
      if (happen('stop')) handlers.onOutdated(established.protocol)
      // An older relay names nobody.
    } else if ((established.user_id ?? userId) !== userId) happen('other_person')
    else if (happen('established')) handlers.onOpen(established)
  })
  wire.onRefused((error) => {
    if (happen(refusalEvent(error), error)) handlers.onClosed()
  })
  wire.onClosed(() => {
    if (happen('closed')) handlers.onClosed()
  })
  // Whichever tab renews the session, this one tells the socket when the new state arrives here.
  wire.on('session:renew', () => void session.recover())
  wire.on('session:ended', ({ reason }) => {
    if (!happen('session_ended')) return
    void session.ended(reason).then((isThereOne) => {
      if (isThereOne) link.start()
    })
  })

  // What the browser says of the network can be wrong. So the link drops the connection, and goes on trying.
  const onOffline = () => {
    if (happen('offline')) close()
  }
  const onSession = () => {
    if (!link.isOpen() || session.getState().kind !== 'ready') return
    void wire.request('session:renew', {}).catch(() => undefined)
  }

  const link: Link = {
    request: (event, payload) =>
      wire.request(event, payload).catch((error: unknown) => {
        const seconds = askedToWait(error)
        if (seconds !== null) handlers.onRateLimited(seconds)
        throw error
      }),
    on: wire.on,
    isOpen: () => life.state() === 'open',
    start() {
      if (!happen('start') || endings.length > 0) return
      window.addEventListener('offline', onOffline)
      endings.push(
        onWake(() => happen('woken')),
        session.subscribe(onSession),
        () => window.removeEventListener('offline', onOffline),
      )
    },
    stop() {
      for (const end of endings.splice(0)) end()
      happen('stop')
    },
  }
  return link
}

function refusalEvent(error: RequestError | null): LinkEvent {
  if (isSessionCode(error?.code)) return 'session_refused'
  if (error?.code === 'other_person') return 'other_person'
  return error?.code === 'rate_limited' ? 'rate_limited' : 'refused'
}
