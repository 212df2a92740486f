import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import jwt from 'jsonwebtoken'
import { freePort } from '../../supabase/local/cluster/free-port.ts'
import { openTestAuth } from '../../testing/auth.ts'
import type { TestRedis } from '../../testing/redis.ts'
import type { Address, BridgeResult } from '../load/protocol.ts'
import { runTask } from '../load/run-task.ts'
import type { ParleyDatabase, SignIn } from './parley-database.ts'
import type { PeerOptions, RunningPeer } from './peer.ts'
import { startProgram } from './program.ts'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
/** Inside of the repository, because the relay finds its packages from there. */
const RELAY = join(REPOSITORY, 'node_modules/.cache/parley-bench/relay.js')
const SIGN_INS_AT_ONCE = 32
const HOST = '127.0.0.1'

export interface BenchRelay {
  start(cookies: string[]): Promise<RunningPeer>
  /** What these sign-ins show to the bridge. */
  tokensOf(signIns: readonly SignIn[]): string[]
  /** Starts a relay, and opens a session for each sign-in through its bridge, as a browser does. */
  bridge(signIns: readonly SignIn[], databasePids: readonly number[]): Promise<BridgeResult>
  close(): Promise<void>
}

interface RelayOptions extends PeerOptions {
  /** How many relays there are. One by default. */
  relays?: number
  redis?: TestRedis | null
}

/** The built relay on this database, once or several times, and an Auth server. */
export async function openParley(
  database: Omit<ParleyDatabase, 'signInAfresh'>,
  options: RelayOptions,
): Promise<BenchRelay> {
  const { relays = 1, redis = null } = options
  const auth = await openTestAuth(database)
  await buildRelay()
  const ports = await Promise.all(Array.from({ length: relays }, freePort))
  const port = ports[0]!
  const env = {
    ...auth.env,
    NODE_ENV: 'production',
    HOST,
    PUBLIC_URL: `http://${HOST}:${port}`,
    PARLEY_ORIGINS: ports.map((one) => `http://${HOST}:${one}`).join(),
    PARLEY_COOKIE_SECRET: 'a secret of the measurements and of nobody else',
    PARLEY_ADDRESS_REQUESTS: '100000000',
    // A run is longer than a cookie lives, and its clients do not renew theirs.
    PARLEY_ACCESS_SECONDS: '7200',
    ...(redis === null ? {} : { REDIS_URL: redis.url }),
  }
  const { people, pairs, groups } = database.crowd
  const shared = { host: HOST, port, ports, people, pairs, groups, keys: [] }
  const address: Address = { kind: 'parley', ...shared }
  const tokenOf = ({ userId, id }: SignIn) =>
    jwt.sign(
      { sub: userId, session_id: id, role: 'authenticated', aud: 'authenticated', aal: 'aal1' },
      auth.env.SUPABASE_JWT_SECRET,
      { algorithm: 'HS256', expiresIn: '2h', issuer: `${auth.env.SUPABASE_URL}/auth/v1` },
    )

  async function start(keys: string[]): Promise<RunningPeer> {
    const programs = await Promise.all(
      ports.map((one) =>
        startProgram([RELAY], { ...env, PORT: String(one) }, 'Server listening', options),
      ),
    )
    const [first, ...others] = programs.map(({ pid }) => pid)
    return {
      pid: first!,
      otherPids: redis?.pid === undefined ? others : [...others, redis.pid],
      collects: true,
      address: { ...address, keys },
      async stop() {
        await Promise.all(programs.map((program) => program.stop()))
      },
    }
  }
  const tokensOf = (signIns: readonly SignIn[]) => signIns.map(tokenOf)
  return {
    start,
    tokensOf,
    async bridge(signIns, databasePids) {
      const running = await start([])
      try {
        return await runTask({
          kind: 'bridge',
          address,
          tokens: tokensOf(signIns),
          atOnce: SIGN_INS_AT_ONCE,
          pids: [running.pid, ...databasePids],
        })
      } finally {
        await running.stop()
      }
    },
    close: () => auth.close(),
  }
}

/** As `npm run build` does it. */
async function buildRelay(): Promise<void> {
  await build({
    entryPoints: [join(REPOSITORY, 'server/main.ts')],
    outfile: RELAY,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  })
}
