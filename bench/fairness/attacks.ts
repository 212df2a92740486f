import { randomUUID } from 'node:crypto'
import { ask, TestBrowser } from '../../testing/browser.ts'

/** The person who does their worst, and what the attacks are made of. */
export interface Attacker {
  url: string
  cookies: [name: string, value: string][]
  /** A conversation of theirs with a long history. */
  conversationId: string
  messageId: string
  /** People whom they can add to a group. */
  people: string[]
}

/** Runs until the process is ended. */
type Attack = (attacker: Attacker) => Promise<unknown>

function browserOf({ url, cookies }: Attacker): TestBrowser {
  const browser = new TestBrowser(url)
  for (const [name, value] of cookies) browser.cookies.set(name, value)
  return browser
}

/** Does something for ever, so many times at once. What is refused is tried again after a moment. */
function forever(lanes: number, act: (n: number) => Promise<object>) {
  let n = 0
  const lane = async () => {
    for (;;) {
      const answer: object = await act(n++).catch(() => ({ ok: false }))
      const { status = 200, ok = true } = answer as { status?: number; ok?: boolean }
      if (status === 429 || !ok) await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  return Promise.all(Array.from({ length: lanes }, lane))
}

const requests =
  (
    lanes: number,
    method: string,
    path: (attacker: Attacker, n: number) => string,
    body?: unknown,
  ) =>
  (attacker: Attacker) => {
    const browser = browserOf(attacker)
    return forever(lanes, (n) =>
      browser.call(method, path(attacker, n), body === undefined ? {} : { body }),
    )
  }

async function connected(attacker: Attacker) {
  const { socket, hello } = await browserOf(attacker).connect()
  return { socket, epoch: hello.epoch }
}

const manyNames = () =>
  Array.from({ length: 660 }, (_, n) => `@n${(n * 7919) % 9000}`)
    .join(' ')
    .slice(0, 4_000)

export const attacks: Record<string, Attack> = {
  'search before the year 9999': requests(
    12,
    'GET',
    (_, n) => `/api/search?q=word${n}&before=9999-12-31`,
  ),
  'search for a common word': requests(12, 'GET', () => '/api/search?q=hello'),
  'sockets that do not read, with syncs': async (attacker) => {
    const { conversationId } = attacker
    for (let n = 0; n < 8; n++) {
      const { socket } = await connected(attacker)
      const { ws } = socket.io.engine.transport as unknown as { ws: { pause(): void } }
      ws.pause()
      const cursors = { [conversationId]: 19_100 }
      setInterval(() => socket.emit('sync', { epoch: null, cursors }, () => {}), 20)
    }
    await new Promise(() => undefined)
  },
  'syncs one after another': async (attacker) => {
    const { conversationId } = attacker
    const sockets = await Promise.all([1, 2, 3, 4].map(() => connected(attacker)))
    return forever(8, async (n) => {
      const { socket, epoch } = sockets[n % sockets.length]!
      return ask(socket, 'sync', { epoch, cursors: { [conversationId]: 19_100 } })
    })
  },
  'messages of many names': async (attacker) => {
    const { socket } = await connected(attacker)
    return forever(200, () =>
      ask(socket, 'message:send', {
        conversation_id: attacker.conversationId,
        client_id: randomUUID(),
        body: manyNames(),
      }),
    )
  },
  'groups of 999': (attacker) =>
    requests(4, 'POST', () => '/api/conversations', {
      kind: 'GROUP',
      title: 'Everybody',
      participant_ids: attacker.people,
    })(attacker),
  'renames since the beginning of time': requests(
    12,
    'GET',
    () => '/api/people/changes?since=0001-01-01T00:00:00Z',
  ),
  'a list that is searched': requests(12, 'GET', () => '/api/conversations?filter=unread&q=zzz'),
  'pages of history': requests(
    12,
    'GET',
    ({ conversationId }, n) =>
      `/api/conversations/${conversationId}/messages?limit=100&before_seq=${10_000 + n}`,
  ),
  'presence of 500 people': async (attacker) => {
    const { socket } = await connected(attacker)
    const user_ids = attacker.people.slice(0, 500)
    return forever(12, () => ask(socket, 'presence:watch', { user_ids }))
  },
  'reactions in turns': requests(
    12,
    'PUT',
    ({ messageId }, n) =>
      `/api/messages/${messageId}/reactions/${'😀😃😄😁😆'.slice((n % 5) * 2, (n % 5) * 2 + 2)}`,
  ),
  'is it ready': requests(12, 'GET', () => '/readyz'),
}
