import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import jwt from 'jsonwebtoken'
import postgres from 'postgres'
import { freePort } from '../../supabase/local/cluster/free-port.ts'
import { SUPERUSER } from '../../supabase/local/cluster/initialise.ts'
import { provisionDatabase } from '../../supabase/local/database/provision.ts'
import { openTestAuth } from '../../testing/auth.ts'
import { insertCrowd } from '../crowd.ts'
import type { Ground } from '../ground.ts'
import type { Address } from '../load/protocol.ts'
import { runTask } from '../load/run-task.ts'
import type { Peer, PeerOptions, RunningPeer } from './peer.ts'
import { startProgram } from './program.ts'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
/** Inside of the repository, because the relay finds its packages from there. */
const RELAY = join(REPOSITORY, 'node_modules/.cache/parley-bench/relay.js')
const SIGN_INS_AT_ONCE = 32
export const PARLEY_DATABASE = 'bench_parley'

/** The relay as it is shipped, with all its limits for people. Only the limit of the one address is raised. */
export const parley: Peer = {
  title: 'Parley',
  usesDatabase: true,
  missing: () => null,
  async prepare(ground, options) {
    const relay = await openParley(ground, options)
    const address = await relay.signEverybodyIn()
    return { start: () => relay.start(address), close: relay.close }
  },
}

/** Parley's database, its Auth server and its relay. */
export async function openParley(ground: Ground, options: PeerOptions) {
  const { cluster, password, crowd } = ground
  await ground.createDatabase(PARLEY_DATABASE)
  const migrationsDir = join(REPOSITORY, 'supabase/migrations')
  await provisionDatabase({ cluster, database: PARLEY_DATABASE, password, migrationsDir })
  const superuserUrl = cluster.url(SUPERUSER, PARLEY_DATABASE)
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => undefined })
  await insertCrowd(sql, crowd)
  await sql.end()
  const directUrl = cluster.url('postgres', PARLEY_DATABASE)
  const auth = await openTestAuth({ url: directUrl, directUrl })
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
  const port = await freePort()
  const host = '127.0.0.1'
  const env = {
    ...auth.env,
    NODE_ENV: 'production',
    HOST: host,
    PORT: String(port),
    PUBLIC_URL: `http://${host}:${port}`,
    PARLEY_COOKIE_SECRET: 'a secret of the measurements and of nobody else',
    PARLEY_ADDRESS_REQUESTS: '100000000',
    // A run is longer than a cookie lives, and its clients do not renew theirs.
    PARLEY_ACCESS_SECONDS: '7200',
  }
  const { people, pairs, groups } = crowd
  const address: Address = { kind: 'parley', host, port, people, pairs, groups, keys: [] }
  const tokenOf = (person: string, signIn: string) =>
    jwt.sign(
      { sub: person, session_id: signIn, role: 'authenticated', aud: 'authenticated', aal: 'aal1' },
      auth.env.SUPABASE_JWT_SECRET,
      { algorithm: 'HS256', expiresIn: '2h', issuer: `${auth.env.SUPABASE_URL}/auth/v1` },
    )

  async function start(at: Address): Promise<RunningPeer> {
    const program = await startProgram([RELAY], env, 'Server listening', options)
    return { ...program, address: at }
  }
  return {
    address,
    superuserUrl,
    tokenOf,
    start,
    /** Everybody signs in through the bridge, as a browser does. */
    async signEverybodyIn(): Promise<Address> {
      const running = await start(address)
      const tokens = people.map((person, n) => tokenOf(person, crowd.signIns[n]!))
      const { cookies } = await runTask({
        kind: 'bridge',
        address,
        tokens,
        atOnce: SIGN_INS_AT_ONCE,
      })
      await running.stop()
      return { ...address, keys: cookies }
    },
    close: () => auth.close(),
  }
}
