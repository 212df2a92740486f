import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'
import { openGround, type Ground } from './ground.ts'
import { readOptions, type Options, type RowName } from './options.ts'
import { peers } from './peers/index.ts'
import type { ReadyPeer } from './peers/peer.ts'
import { report } from './report.ts'
import { rows, type Figures } from './rows.ts'

/** Parley beside its peers, in one run. It ends with an error only when something could not be measured. */
const RESULTS = fileURLToPath(new URL('results/', import.meta.url))
const PROFILES = fileURLToPath(new URL('../node_modules/.cache/parley-bench/', import.meta.url))

const options = readOptions(process.argv.slice(2), process.env, Object.keys(peers))
const chosen = options.peers.filter((name) => {
  if (!options.rows.some((row) => peers[name]!.rows.includes(row))) return false
  const missing = peers[name]!.missing()
  if (missing !== null) console.log(`${name} is left out: ${missing}`)
  return missing === null
})
const load = loadavg()[0]!
const ground = await openGround({
  people: Math.max(...options.rows.map((name) => rows[name].people)),
})
try {
  await measureAll()
} finally {
  await ground.close()
}
process.exit()

async function measureAll(): Promise<void> {
  const ready = await prepare(ground, chosen)
  for (const name of options.rows) await measureRow(ground, ready, name, options)
  for (const [, peer] of ready) await peer.close()
}

async function prepare(on: Ground, names: readonly string[]): Promise<Map<string, ReadyPeer>> {
  const profileTo = options.profile ? PROFILES : null
  if (profileTo !== null) {
    mkdirSync(profileTo, { recursive: true })
    console.log(`CPU profiles go to ${profileTo}`)
  }
  const ready = new Map<string, ReadyPeer>()
  for (const name of names) {
    tell(`prepare ${name}`)
    ready.set(name, await peers[name]!.prepare(on, { profileTo }))
  }
  return ready
}

/** Each round measures every peer once, so that other work of the machine affects all of them. */
async function measureRow(
  on: Ground,
  ready: ReadonlyMap<string, ReadyPeer>,
  name: RowName,
  { rounds, measureMilliseconds }: Options,
): Promise<void> {
  const row = rows[name]
  const present = [...ready].filter(([peer]) => peers[peer]!.rows.includes(name))
  const found = new Map<string, Figures[]>(present.map(([peer]) => [peer, []]))
  for (let round = 1; round <= rounds; round++) {
    for (const [peerName, peer] of present) {
      const pids = peers[peerName]!.usesDatabase ? [on.cluster.pid] : []
      const figures = await row.measure(peer, pids, measureMilliseconds)
      found.get(peerName)!.push(figures)
      tell(`${name} ${round}/${rounds} ${peerName}: ${shown(figures)}`)
    }
    // A run that is broken off leaves what it has found.
    await record(on, name, found, measureMilliseconds)
  }
  console.log(`\n${await record(on, name, found, measureMilliseconds)}`)
}

/** Writes the table of the rounds so far. */
async function record(
  on: Ground,
  name: RowName,
  found: ReadonlyMap<string, readonly Figures[]>,
  measureMilliseconds: number,
): Promise<string> {
  const { title, columns } = rows[name]
  const measured = [...found].map(([peer, rounds]) => ({ title: peers[peer]!.title, rounds }))
  const text = report(title, columns, measured, {
    date: new Date().toISOString().slice(0, 10),
    cores: availableParallelism(),
    node: process.versions.node,
    postgres: on.release,
    load,
    rounds: Math.min(...measured.map(({ rounds }) => rounds.length)),
    seconds: measureMilliseconds / 1000,
  })
  const formatted = await format(text, { parser: 'markdown', proseWrap: 'always', printWidth: 100 })
  if (process.env.BENCH_RECORD !== '0') writeFileSync(`${RESULTS}${name}.md`, formatted)
  return formatted
}

function tell(what: string): void {
  console.log(`${(performance.now() / 1000).toFixed(0)} s: ${what}`)
}

function shown(figures: Figures): string {
  return Object.entries(figures)
    .map(([figure, value]) => `${figure} ${value.toFixed(2)}`)
    .join(', ')
}
