import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, type TestSocket } from '../../testing/browser.ts'
import { openPair, type TestPair } from '../../testing/conversations.ts'
import { eventually } from '../../testing/eventually.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'

/** The longest message in bytes: 4,000 characters of three bytes each. */
const LONGEST = '€'.repeat(4_000)
const MEBIBYTE = 1024 * 1024

let relay: TestRelay
let pair: TestPair
beforeAll(async () => {
  relay = await openTestRelay()
  pair = await openPair(relay)
  await relay.sql`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body)
    select ${pair.id}, n, n, ${pair.ben.id}, gen_random_uuid(), ${LONGEST} from generate_series(1, 200) n`
  await relay.sql`update conversations set last_seq = 200, last_ver = 200 where id = ${pair.id}`
})
afterAll(() => relay.close())

/** How many sockets were closed because they did not read. */
async function closedAsUnread(): Promise<number> {
  const text = await (await fetch(`${relay.url}/metrics`)).text()
  return Number(/parley_sockets_closed_total\{reason="unread"\} (\d+)/.exec(text)?.[1] ?? 0)
}

/** The memory of this process, and so of the relay, outside of what is already garbage. */
function memory(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const everything = () => ({ epoch: null, cursors: { [pair.id]: 0 } })
const emitSync = (socket: TestSocket) => void socket.emit('sync', everything(), () => {})

test('a socket that does not read is closed at a bound, and is told what it missed when it returns', async () => {
  const { ada, ben, id } = pair
  const { socket } = await ada.browser.connect()
  const { ws } = socket.io.engine.transport as unknown as { ws: { pause(): void } }
  ws.pause()
  const before = memory()
  let most = 0
  await eventually('it is closed', async () => {
    emitSync(socket)
    most = Math.max(most, memory() - before)
    return (await closedAsUnread()) === 1
  })
  // The queues of the operating system hold some megabytes too, on both sides.
  expect(most).toBeLessThan(100 * MEBIBYTE)
  const other = await ben.browser.connect()
  const sent = { conversation_id: id, client_id: randomUUID(), body: 'while it was away' }
  expect(await ask(other.socket, 'message:send', sent)).toMatchObject({ ok: true })
  const again = await ada.browser.connect()
  const answer = await ask(again.socket, 'sync', {
    epoch: again.hello.epoch,
    cursors: { [id]: 200 },
  })
  expect(answer).toMatchObject({ ok: true, items: [{ items: [{ body: 'while it was away' }] }] })
})

test('a client that does not poll has the same bound', async () => {
  const { browser } = pair.ada
  const path = '/socket.io/?EIO=4&transport=polling'
  const headers = { cookie: browser.cookieHeader, origin: relay.url, 'content-type': 'text/plain' }
  const opened = await (await fetch(relay.url + path, { headers })).text()
  const { sid } = JSON.parse(opened.slice(1)) as { sid: string }
  const address = `${path}&sid=${sid}`
  const post = (packet: string) =>
    fetch(relay.url + address, { method: 'POST', headers, body: packet })
  await post('40')
  let heard = ''
  while (!heard.includes('connection:established')) {
    heard += await (await fetch(relay.url + address, { headers })).text()
  }
  const before = await closedAsUnread()
  let sent = 0
  await eventually('it is closed', async () => {
    await post(`42${sent++}["sync",${JSON.stringify(everything())}]`)
    return (await closedAsUnread()) > before
  })
  expect((await fetch(relay.url + address, { headers })).status).toBe(400)
})
