import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { freePort } from '../../supabase/local/cluster/free-port.ts'
import { readPostmasterFile } from '../../supabase/local/cluster/postmaster-file.ts'
import { waitUntil } from '../../supabase/local/cluster/wait-until.ts'
import { identify, isAlive, isRunning } from '../../supabase/local/folder/process-identity.ts'
import { eventually } from '../../testing/eventually.ts'
import { ParleyLab, runScript } from '../../testing/parley.ts'
import { processesBelow } from '../../testing/process-tree.ts'

// The tests start Parley completely, up to three times in one test, while other tests run.
vi.setConfig({ testTimeout: 120_000 })

const lab = new ParleyLab()
afterAll(() => lab.close())

const postgresPid = (folder: string) =>
  readPostmasterFile(join(lab.folder(folder), 'postgres'))?.pid ?? 0

/** Signs in with only the public settings, as the page does. Returns the person's id. */
async function signIn(url: string, email = 'ada@example.com'): Promise<string> {
  const config = (await (await fetch(`${url}/api/config`)).json()) as {
    supabase: { url: string; publishable_key: string }
  }
  const { url: supabase, publishable_key: apikey } = config.supabase
  const response = await fetch(`${supabase}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'parley-local' }),
  })
  expect(response.status).toBe(200)
  return ((await response.json()) as { user: { id: string } }).user.id
}

type Parley = Awaited<ReturnType<ParleyLab['start']>>

/** Most tests share the folder "home". A first start there, with its `initdb`, costs as much as three later ones. */
let atHome: Parley | null = null

/** Parley in the folder "home": the running one, or a new start. */
async function home(): Promise<Parley> {
  if (atHome === null) {
    atHome = await lab.start('home')
    await atHome.running
  }
  return atHome
}

/** The process of the folder "home" receives a signal and ends. Returns its exit code. */
async function endHome(signal: NodeJS.Signals): Promise<number | null> {
  const { signal: send, exited } = await home()
  atHome = null
  send(signal)
  return exited
}

const homesPostgres = () => postgresPid('home')

test('a first start prints what a new user needs, and a stop leaves no process', async () => {
  const parley = await home()
  for (const text of [parley.url, 'ada@example.com', 'parley-local', '/dev/mail', 'Ctrl+C']) {
    expect(parley.output()).toContain(text)
  }
  expect((await fetch(`${parley.url}/readyz`)).status).toBe(200)
  const ada = await signIn(parley.url)
  const postgres = homesPostgres()
  expect(await endHome('SIGINT')).toBe(0)
  expect(isRunning(postgres)).toBe(false)

  expect(await signIn((await home()).url)).toBe(ada)
})

test('a second start on the same folder is refused and does not disturb the first', async () => {
  const first = await home()
  const second = await lab.start('home')
  expect(await second.exited).toBe(1)
  expect(second.output()).toBe(`Parley is already running here (pid ${first.pid}, ${first.url}).\n`)
  await signIn(first.url)

  const reset = runScript('scripts/reset.ts', { PARLEY_DATA_DIR: lab.folder('home') })
  expect(await reset.exited).toBe(1)
  await signIn(first.url)
})

test('after kill -9 the next start works at once and has the same people', async () => {
  const ada = await signIn((await home()).url)
  await endHome('SIGKILL')
  expect(await signIn((await home()).url)).toBe(ada)
})

test('after everything was killed at once, PostgreSQL recovers', async () => {
  const ada = await signIn((await home()).url)
  process.kill(homesPostgres(), 'SIGKILL')
  await endHome('SIGKILL')
  expect(await signIn((await home()).url)).toBe(ada)
})

test('PostgreSQL does not outlive a killed start', async () => {
  await home()
  const postgres = homesPostgres()
  await endHome('SIGKILL')
  expect(await waitUntil(() => !isRunning(postgres), 10_000)).toBe(true)
})

test('ending npm ends every process', async () => {
  const npm = await lab.startByNpm('home', ['start'])
  await npm.running
  const postgres = homesPostgres()
  npm.signal('SIGTERM')
  await npm.exited
  expect(await waitUntil(() => !isRunning(postgres), 10_000)).toBe(true)
  await expect(fetch(`${npm.url}/livez`)).rejects.toThrow('fetch failed')
})

test('`npm run dev` serves the page by Vite alone, and ends with npm', async () => {
  const livePort = String(await freePort())
  const npm = await lab.startByNpm('home', ['run', 'dev'], { PARLEY_LIVE_PORT: livePort })
  await npm.running
  const page = { headers: { accept: 'text/html' } }
  expect((await fetch(`http://localhost:${livePort}/somewhere`, page)).status).toBe(200)
  expect((await fetch(`${npm.url}/somewhere`, page)).status).toBe(404)
  expect(npm.output()).not.toContain('no built page')
  const large = { authorization: `Bearer ${'a'.repeat(40_000)}` }
  const bridge = `http://localhost:${livePort}/api/auth/session/bridge`
  const bridged = await fetch(bridge, { method: 'POST', headers: large })
  // The relay itself answers, and not Vite with its 431.
  expect(bridged.headers.get('x-request-id')).toBeTruthy()

  const started = processesBelow(npm.pid).map((pid) => identify(pid))
  expect(started.map(({ pid }) => pid)).toContain(homesPostgres())
  // Processes that this test finds must not disturb the next test.
  onTestFinished(() => started.filter(isAlive).forEach(({ pid }) => process.kill(pid, 'SIGKILL')))
  npm.signal('SIGTERM')
  await eventually('every process has ended', () => !started.some(isAlive), 20_000)
})

test('two first starts at the same moment leave one running', async () => {
  const both = await Promise.all([lab.start('race'), lab.start('race')])
  const outcomes = await Promise.allSettled(both.map(({ running }) => running))
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a folder with other files is refused and stays as it was', async () => {
  const folder = lab.folder('foreign')
  mkdirSync(folder)
  writeFileSync(join(folder, 'thesis.txt'), 'years of work')
  const parley = await lab.start('foreign')
  expect(await parley.exited).toBe(1)
  expect(parley.output().trim().split('\n')).toEqual([
    `${folder} holds files that are not Parley's. Nothing was changed; set PARLEY_DATA_DIR to an empty folder.`,
  ])
  const reset = runScript('scripts/reset.ts', { PARLEY_DATA_DIR: folder })
  expect(await reset.exited).toBe(1)
  expect(readdirSync(folder)).toEqual(['thesis.txt'])
})

test('a taken port is reported before anything is created', async () => {
  const port = await freePort()
  const occupant = await listen(port)
  const parley = await lab.start('taken', { PORT: String(port) })
  expect(await parley.exited).toBe(1)
  expect(parley.output()).toBe(
    `Port ${port} is taken by another program. Stop it or choose another: PORT=8010 npm start\n`,
  )
  expect(existsSync(lab.folder('taken'))).toBe(false)
  occupant.close()
})

test('a reset takes everything back to a first start', async () => {
  const ada = await signIn((await home()).url)
  await endHome('SIGTERM')
  const reset = runScript('scripts/reset.ts', { PARLEY_DATA_DIR: lab.folder('home') })
  expect(await reset.exited).toBe(0)
  expect(existsSync(lab.folder('home'))).toBe(false)
  expect(await signIn((await home()).url)).not.toBe(ada)
})

function listen(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server))
  })
}
