import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooseLaunch } from '../supabase/local/cluster/account.ts'
import { freePort } from '../supabase/local/cluster/free-port.ts'
import { removeFolder, temporaryFolder } from './folders.ts'
import type { Certificate } from './certificates.ts'
import { findProgram } from './supabase-cli/run.ts'

interface PoolSettings {
  mode: 'session' | 'transaction'
  poolSize: number
  /** The most connections to it. */
  clients?: number
  /**
   * With it, every connection to PgBouncer and to the database is TLS, and the database's certificate is checked. Each
   * client gets a new connection to the database, as from Supabase's own pooler.
   */
  tls?: Certificate & { authorityFile: string }
}

const tlsSettings = ({
  certificateFile,
  keyFile,
  authorityFile,
}: NonNullable<PoolSettings['tls']>) => `
client_tls_sslmode = require
client_tls_cert_file = ${certificateFile}
client_tls_key_file = ${keyFile}
server_tls_sslmode = verify-full
server_tls_ca_file = ${authorityFile}
server_lifetime = 0
`

/** A PgBouncer in front of a test database, with as few settings as most installations have. */
export class TestPgBouncer {
  readonly #child: ChildProcess
  readonly #folder: string
  readonly url: string

  private constructor(child: ChildProcess, folder: string, url: string) {
    this.#child = child
    this.#folder = folder
    this.url = url
  }

  /** Resolves when it listens. `poolSize` is the most connections that it opens to the database. */
  static async open(
    databaseUrl: string,
    { mode, poolSize, clients = 100, tls }: PoolSettings,
  ): Promise<TestPgBouncer> {
    const folder = temporaryFolder()
    const port = await freePort()
    const target = new URL(databaseUrl)
    const users = join(folder, 'users.txt')
    const roles = ['postgres', 'supabase_auth_admin', 'authenticator']
    const lines = roles.map((role) => `"${role}" "${decodeURIComponent(target.password)}"`)
    writeFileSync(users, `${lines.join('\n')}\n`)
    const settings = join(folder, 'pgbouncer.ini')
    writeFileSync(
      settings,
      `[databases]
* = host=${target.hostname} port=${target.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = ${mode}
default_pool_size = ${poolSize}
max_client_conn = ${clients}
${tls === undefined ? 'server_tls_sslmode = prefer' : tlsSettings(tls)}
`,
    )
    const program = findProgram('pgbouncer') ?? ''
    const { account, prefix, identity } = chooseLaunch(program, [folder])
    const own = tls === undefined ? [] : [tls.keyFile]
    for (const file of [users, settings, ...own]) {
      chmodSync(file, 0o600)
      if (account !== null) chownSync(file, account.uid, account.gid)
    }
    const command: string[] = [...prefix, program, settings]
    const [executable = program, ...args] = command
    const child = spawn(executable, args, { ...identity, stdio: ['ignore', 'ignore', 'pipe'] })
    await listening(child)
    const url = new URL(databaseUrl)
    url.port = String(port)
    if (tls === undefined) url.search = ''
    return new TestPgBouncer(child, folder, url.href)
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = once(this.#child, 'exit')
      this.#child.kill('SIGKILL')
      await gone
    }
    removeFolder(this.#folder)
  }
}

function listening(child: ChildProcess): Promise<void> {
  let output = ''
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`PgBouncer ended early: ${output}`)))
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('process up')) resolve()
    })
  })
}
