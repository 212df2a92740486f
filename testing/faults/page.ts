import { browserWindow } from './browser-globals.ts'
import { io } from 'socket.io-client'
import { createMessenger, type Messenger } from '../../client/realtime/messenger.ts'
import type { Timeline } from '../../client/realtime/store/messenger-state.ts'
import { RequestError } from '../../client/requests/request-error.ts'
import { answerOf, type Wire } from '../../client/realtime/link/socket.ts'
import type { Api } from '../../client/requests/http.ts'
import type { Message } from '../../wire/messages.ts'
import type { OwnProfile } from '../../wire/people.ts'
import type { Ack, ClientEvent } from '../../wire/socket.ts'
import { TestBrowser } from '../browser.ts'
import { eventually } from '../eventually.ts'
import { livingSession } from '../living-session.ts'
import type { TestPerson } from '../relay.ts'
import type { FaultyNetwork } from './network.ts'

/** How long a page of these tests waits for an ack: a tenth of the real time. */
const ACK_TIMEOUT_MILLISECONDS = 1_000

/** One open tab: the real messenger, with its socket and HTTP through a network. */
export interface TestPage {
  messenger: Messenger
  /** The open conversation as it is on the screen. */
  timeline(conversationId: string): Timeline | undefined
  shown(conversationId: string): readonly Message[]
  close(): Promise<void>
}

export async function openPage(person: TestPerson, network: FaultyNetwork): Promise<TestPage> {
  const { body } = await person.browser.call('GET', '/api/auth/session')
  const browser = new TestBrowser(network.url)
  for (const [name, value] of person.browser.cookies) browser.cookies.set(name, value)
  const messenger = createMessenger({
    user: body.user as OwnProfile,
    session: livingSession,
    call: callThrough(browser, person.browser.url),
    wire: wireThrough(network, browser, person.browser.url),
  })
  messenger.start()
  const timeline = (id: string) => messenger.getState().timelines[id]
  return {
    messenger,
    timeline,
    shown: (id) => timeline(id)?.messages ?? [],
    async close() {
      await eventually('all was sent', () => messenger.getState().waiting === 0)
      await messenger.stop()
    },
  }
}

/** The page becomes visible again. It then syncs at once, and not after half a minute. */
export const lookAtPages = () => void browserWindow.dispatchEvent(new Event('focus'))

function callThrough(browser: TestBrowser, origin: string): Api {
  return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const request = body === undefined ? {} : { body }
    const answer = await browser
      .call(method, path, { ...request, headers: { origin } })
      .catch(() => {
        throw new RequestError('network')
      })
    if (answer.status < 300) return answer.body as T
    const { code, retry_after } = answer.body.error
    throw new RequestError(code, { status: answer.status, retryAfter: retry_after ?? null })
  }
}

type SocketError = Extract<Ack<ClientEvent>, { ok: false }>['error']

const errorOf = ({ code, retry_after }: SocketError) =>
  new RequestError(code, { retryAfter: retry_after ?? null })

/** Like the client's own, but with the cookies of the person and shorter time limits. */
function wireThrough(network: FaultyNetwork, browser: TestBrowser, origin: string): Wire {
  const socket = io(network.url, {
    transports: ['websocket'],
    autoConnect: false,
    reconnection: false,
    forceNew: true,
    extraHeaders: { cookie: browser.cookieHeader, origin },
  })
  return {
    open: () => void socket.connect(),
    close: () => void socket.disconnect(),
    async request(event, payload) {
      if (!socket.connected) throw new RequestError('network')
      const ack = await socket
        .timeout(ACK_TIMEOUT_MILLISECONDS)
        .emitWithAck(event, payload)
        .catch(() => ({ ok: false, error: { code: 'network' } }))
      return answerOf(ack as Ack<typeof event>)
    },
    on: (event, listener) => void socket.on<string>(event, listener),
    onRefused: (listener) =>
      void socket.on('connect_error', (error: Error & { data?: SocketError }) =>
        listener(error.data ? errorOf(error.data) : null),
      ),
    onClosed: (listener) =>
      void socket.on('disconnect', (reason) => {
        if (reason !== 'io client disconnect') listener()
      }),
  }
}
