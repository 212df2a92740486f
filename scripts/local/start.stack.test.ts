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

test('a first start prints what a new user needs, and a stop leaves no process', async () => {
  const parley = await lab.start('first')
  await parley.running
  for (const text of [parley.url, 'ada@example.com', 'parley-local', '/dev/mail', 'Ctrl+C']) {
    expect(parley.output()).toContain(text)
  }
  expect((await fetch(`${parley.url}/readyz`)).status).toBe(200)
  const ada = await signIn(parley.url)
  const postgres = postgresPid('first')
  parley.signal('SIGINT')
  expect(await parley.exited).toBe(0)
  expect(isRunning(postgres)).toBe(false)

  const again = await lab.start('first')
  await again.running
  expect(await signIn(again.url)).toBe(ada)
})

test('after kill -9 the next start works at once and has the same people', async () => {
  const parley = await lab.start('killed')
  await parley.running
  const ada = await signIn(parley.url)
  parley.signal('SIGKILL')
  await parley.exited
  const again = await lab.start('killed')
  await again.running
  expect(await signIn(again.url)).toBe(ada)
})

test('ending npm ends every process', async () => {
  const npm = await lab.startByNpm('npm', ['start'])
  await npm.running
  const postgres = postgresPid('npm')
  npm.signal('SIGTERM')
  await npm.exited
  expect(await waitUntil(() => !isRunning(postgres), 10_000)).toBe(true)
  await expect(fetch(`${npm.url}/livez`)).rejects.toThrow('fetch failed')
})

test('`npm run dev` serves the page by Vite alone, and ends with npm', async () => {
  const livePort = String(await freePort())
  const npm = await lab.startByNpm('live', ['run', 'dev'], { PARLEY_LIVE_PORT: livePort })
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
  expect(started.map(({ pid }) => pid)).toContain(postgresPid('live'))
  // Processes that this test finds must not disturb the next test.
  onTestFinished(() => started.filter(isAlive).forEach(({ pid }) => process.kill(pid, 'SIGKILL')))
  npm.signal('SIGTERM')
  await eventually('every process has ended', () => !started.some(isAlive), 20_000)
})

test('PostgreSQL does not outlive a killed start', async () => {
  const parley = await lab.start('orphan')
  await parley.running
  const postgres = postgresPid('orphan')
  parley.signal('SIGKILL')
  await parley.exited
  expect(await waitUntil(() => !isRunning(postgres), 10_000)).toBe(true)
})

test('after everything was killed at once, PostgreSQL recovers', async () => {
  const parley = await lab.start('blackout')
  await parley.running
  const ada = await signIn(parley.url)
  process.kill(postgresPid('blackout'), 'SIGKILL')
  parley.signal('SIGKILL')
  await parley.exited
  const again = await lab.start('blackout')
  await again.running
  expect(await signIn(again.url)).toBe(ada)
})

test('a second start on the same folder is refused and does not disturb the first', async () => {
  const first = await lab.start('shared')
  await first.running
  const second = await lab.start('shared')
  expect(await second.exited).toBe(1)
  expect(second.output()).toBe(`Parley is already running here (pid ${first.pid}, ${first.url}).\n`)
  await signIn(first.url)

  const reset = runScript('scripts/reset.ts', { PARLEY_DATA_DIR: lab.folder('shared') })
  expect(await reset.exited).toBe(1)
  await signIn(first.url)
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
  const parley = await lab.start('reset')
  await parley.running
  const ada = await signIn(parley.url)
  parley.signal('SIGTERM')
  await parley.exited
  const reset = runScript('scripts/reset.ts', { PARLEY_DATA_DIR: lab.folder('reset') })
  expect(await reset.exited).toBe(0)
  expect(existsSync(lab.folder('reset'))).toBe(false)
  const again = await lab.start('reset')
  await again.running
  expect(await signIn(again.url)).not.toBe(ada)
})

function listen(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server))
  })
}
