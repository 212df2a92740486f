import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { connect } from 'node:net'
import postgres from 'postgres'
import { freePort } from '../../supabase/local/cluster/free-port.ts'
import { SUPERUSER } from '../../supabase/local/cluster/initialise.ts'
import { waitUntil } from '../../supabase/local/cluster/wait-until.ts'
import { endWithThisProcess } from '../end-with-this-process.ts'
import type { Ground } from '../ground.ts'
import { nameOf } from '../load/networks/xmpp.ts'
import type { Address } from '../load/protocol.ts'
import type { Peer, RunningPeer } from './peer.ts'

const DATABASE = 'bench_ejabberd'
const PASSWORD = 'of the measurements and of nobody else'
const HOST = '127.0.0.1'
/** Where Debian's package puts the tables. */
const TABLES = '/usr/share/ejabberd/sql/pg.sql'
const START_MILLISECONDS = 30_000

/** ejabberd with its archive in the same PostgreSQL. Each message is in the archive before it is delivered. */
export const ejabberd: Peer = {
  title: 'ejabberd, archive in the same PostgreSQL',
  usesDatabase: true,
  rows: ['pairs', 'group', 'reconnect'],
  missing() {
    const { libraries } = installation()
    if (libraries === null || !existsSync(TABLES)) return 'it is not installed'
    return null
  },
  async prepare(ground) {
    await createTables(ground)
    const port = await freePort()
    const keys = ground.crowd.people.map(() => PASSWORD)
    const address: Address = {
      kind: 'xmpp',
      host: HOST,
      port,
      keys,
      people: [],
      pairs: [],
      groups: [],
    }
    return { start: () => start(ground, address), close: async () => undefined }
  },
}

/** The folder of Erlang libraries that the command of the package names. */
function installation(): { libraries: string | null } {
  const command = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'ejabberdctl'))
    .find(existsSync)
  if (command === undefined) return { libraries: null }
  const [, libraries = null] = /^ERL_LIBS='([^']+)'/m.exec(readFileSync(command, 'utf8')) ?? []
  return { libraries }
}

async function createTables({ createDatabase, cluster, crowd }: Ground): Promise<void> {
  await createDatabase(DATABASE)
  const sql = postgres(cluster.url(SUPERUSER, DATABASE), { max: 1, onnotice: () => undefined })
  await sql.unsafe(readFileSync(TABLES, 'utf8'))
  const names = crowd.people.map((_, person) => nameOf(person))
  await sql`insert into users (username, password) select name, ${PASSWORD} from unnest(${names}::text[]) name`
  await sql`vacuum analyze`
  await sql.end()
}

/** It runs without a name of its own in the network, so that no other program of Erlang is started for it. */
async function start(ground: Ground, address: Address): Promise<RunningPeer> {
  const folder = join(ground.folder, 'ejabberd')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const config = join(folder, 'ejabberd.yml')
  writeFileSync(config, settings(ground, address.port))
  const args = ['+K', 'true', '+P', '250000', '-noinput', '-mnesia', 'dir', `"${folder}/mnesia"`]
  const child = spawn('erl', [...args, '-s', 'ejabberd'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      ERL_LIBS: installation().libraries ?? '',
      ERL_CRASH_DUMP_BYTES: '0',
      ERL_MAX_PORTS: '32000',
      EJABBERD_CONFIG_PATH: config,
      EJABBERD_LOG_PATH: join(folder, 'ejabberd.log'),
    },
    stdio: 'ignore',
  })
  endWithThisProcess(child)
  const exited = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGKILL')
    await exited
  }
  if (!(await listens(address.port))) {
    await stop()
    throw new Error(`ejabberd did not start: ${logOf(folder)}`)
  }
  return { pid: child.pid!, collects: false, address, stop }
}

const logOf = (folder: string) => {
  const log = join(folder, 'ejabberd.log')
  return existsSync(log) ? readFileSync(log, 'utf8').slice(-2_000) : 'it wrote nothing'
}

async function listens(port: number): Promise<boolean> {
  let open = false
  const look = () => {
    const socket = connect({ host: HOST, port }, () => {
      open = true
      socket.destroy()
    }).on('error', () => undefined)
    return open
  }
  return waitUntil(look, START_MILLISECONDS)
}

/** The module of the archive stores every message of everybody. Nobody is slowed down. */
function settings({ cluster }: Ground, port: number): string {
  const {
    hostname,
    port: databasePort,
    username,
    password,
  } = new URL(cluster.url(SUPERUSER, DATABASE))
  return JSON.stringify({
    hosts: ['localhost'],
    loglevel: 'error',
    default_db: 'sql',
    auth_method: 'sql',
    auth_password_format: 'plain',
    sql_type: 'pgsql',
    sql_server: hostname,
    sql_port: Number(databasePort),
    sql_database: DATABASE,
    sql_username: username,
    sql_password: password,
    listen: [{ port, ip: HOST, module: 'ejabberd_c2s', backlog: 4096, max_fsm_queue: 100_000 }],
    modules: {
      mod_mam: { default: 'always', db_type: 'sql' },
      mod_muc: {
        access: 'all',
        access_create: 'all',
        history_size: 0,
        max_users: 200,
        default_room_options: { mam: true, persistent: false },
      },
    },
  })
}
