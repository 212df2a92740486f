import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPair, send, type TestPair } from '../testing/conversations.ts'
import { RelayProcess } from '../testing/relay-process.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../testing/relay.ts'

/**
 * Many uploads of 50 MB at once: the memory of the relay, and how long another person's message takes meanwhile. `npm
 * run bench:uploads` runs it. In the test suite it is passed over, because its times say nothing on a busy machine.
 */
const UPLOADS = Number(process.env['BENCH_UPLOADS'] ?? 0)
const OF_ONE_PERSON = 5
const BYTES = 50_000_000
const CALM_SENDS = 200

let relay: TestRelay
let running: RelayProcess
let pair: TestPair
let people: TestPerson[]
beforeAll(async () => {
  relay = await openTestRelay({
    PARLEY_UPLOAD_BYTES_PER_DAY: String(10 * OF_ONE_PERSON * BYTES),
    PARLEY_PERSON_REQUESTS: '100000',
  })
  pair = await openPair(relay)
  const names = Array.from({ length: Math.ceil(UPLOADS / OF_ONE_PERSON) }, (_, n) => `Person ${n}`)
  people = await Promise.all(names.map((name) => relay.person(name)))
  await relay.app.close()
  running = new RelayProcess(relay.env)
  await running.start()
})
afterAll(async () => {
  await running.kill()
  await relay.close()
})

const megabytesNow = () =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(running.pid)], { encoding: 'utf8' })) /
  1_024

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!

/** In a process of its own: this one measures. */
async function upload(task: { url: string; cookies: string[]; bytes: number }): Promise<void> {
  const program = fileURLToPath(new URL('load/uploader.ts', import.meta.url))
  const uploader = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(task)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = (await once(uploader, 'exit')) as [number | null]
  if (code !== 0) throw new Error('an upload failed')
}

test.runIf(UPLOADS > 0)('uploads of 50 MB at once', { timeout: 140_000 }, async () => {
  const { socket } = await pair.ada.browser.connect()
  const times: number[] = []
  const sendOne = async () => {
    const begin = performance.now()
    expect((await send(socket, pair.id, 'a text')).ok).toBe(true)
    times.push(performance.now() - begin)
    await pause(10)
  }
  for (let n = 0; n < CALM_SENDS; n += 1) await sendOne()
  const calm = median(times.splice(0))
  const idle = megabytesNow()

  const begin = performance.now()
  let isDone = false
  const cookies = Array.from(
    { length: UPLOADS },
    (_, n) => people[Math.floor(n / OF_ONE_PERSON)]!.browser.cookieHeader,
  )
  const uploading = upload({ url: relay.url, cookies, bytes: BYTES }).finally(() => (isDone = true))
  let most = 0
  while (!isDone) {
    await sendOne()
    most = Math.max(most, megabytesNow())
  }
  await uploading
  console.table({
    'seconds of all uploads': Math.round((performance.now() - begin) / 100) / 10,
    'memory of the idle relay, MB': Math.round(idle),
    'most memory above idle, MB': Math.round(most - idle),
    'calm median of a send, ms': Math.round(calm * 100) / 100,
    'median meanwhile, ms': Math.round(median(times) * 100) / 100,
    'sends meanwhile': times.length,
  })
  socket.disconnect()
})
