import { copyFileSync, chmodSync, chownSync, statSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SUPERUSER } from '../../supabase/local/cluster/initialise.ts'
import { startCluster, type Cluster } from '../../supabase/local/cluster/postgres.ts'
import { TestAuthority, type Certificate } from '../../testing/certificates.ts'
import { eventually } from '../../testing/eventually.ts'
import { removeFolder, temporaryFolder } from '../../testing/folders.ts'
import { hasProgram } from '../../testing/required.ts'
import { silent } from '../../testing/silence.ts'
import { openDatabase } from './client.ts'
import { DatabaseUnreachable } from './faults.ts'

const PASSWORD = 'p@ss/of#a?test:and-of-nothing-else'
const hasOpenssl = hasProgram('openssl', 'a database is reached with TLS, verified')

describe.skipIf(!hasOpenssl)('a database with a certificate of its own authority', () => {
  const folder = temporaryFolder()
  let cluster: Cluster
  let admin: postgres.Sql
  let authority: TestAuthority
  let named: Certificate
  let misnamed: Certificate

  beforeAll(async () => {
    cluster = await startCluster({ dataDir: folder, password: PASSWORD, durable: false })
    admin = postgres(address(), { max: 1 })
    authority = await TestAuthority.open(folder)
    named = await authority.issue('named', 'IP:127.0.0.1,DNS:localhost')
    misnamed = await authority.issue('misnamed', 'DNS:elsewhere.example')
  })
  afterAll(async () => {
    await admin.end()
    await cluster.stop()
    removeFolder(folder)
  })

  function address(parameters: Record<string, string> = {}): string {
    const [, port = ''] = /@127\.0\.0\.1:(\d+)\//.exec(cluster.url(SUPERUSER, 'postgres')) ?? []
    const query = String(new URLSearchParams(parameters))
    return `postgresql://${SUPERUSER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres?${query}`
  }

  async function present(certificate: Certificate | null): Promise<void> {
    if (certificate !== null) {
      const data = join(folder, 'postgres')
      const { uid, gid } = statSync(data)
      for (const [from, name] of [
        [certificate.certificateFile, 'server.crt'],
        [certificate.keyFile, 'server.key'],
      ] as const) {
        copyFileSync(from, join(data, name))
        chownSync(join(data, name), uid, gid)
        chmodSync(join(data, name), 0o600)
      }
    }
    const isOn = certificate === null ? 'off' : 'on'
    await admin.unsafe(`alter system set ssl = ${isOn}`)
    const [before] = await admin<{ at: Date }[]>`select pg_conf_load_time() as at`
    await admin`select pg_reload_conf()`
    await eventually('the settings are read', async () => {
      const [now] = await admin<{ at: Date; ssl: string }[]>`
        select pg_conf_load_time() as at, current_setting('ssl') as ssl`
      return Number(now?.at) > Number(before?.at) && now?.ssl === isOn
    })
  }

  /** Whether the connection is encrypted, or the error code when there is no connection. */
  async function connect(parameters: Record<string, string>): Promise<boolean | string> {
    const sql = openDatabase(address(parameters), silent, { connections: 1 })
    try {
      const [row] = await sql<{ ssl: boolean }[]>`
        select ssl from pg_stat_ssl where pid = pg_backend_pid()`
      return row?.ssl ?? false
    } catch (error) {
      expect(error).toBeInstanceOf(DatabaseUnreachable)
      const { message, code } = error as DatabaseUnreachable
      expect(message).not.toMatch(/127|supabase_admin|postgres|p@ss|elsewhere/)
      return code
    } finally {
      await sql.end({ timeout: 1 })
    }
  }

  test('is reached when its authority is named, and refused otherwise', async () => {
    await present(named)
    const sslrootcert = authority.certificateFile
    for (const sslmode of ['require', 'verify-ca', 'verify-full']) {
      expect(await connect({ sslmode, sslrootcert })).toBe(true)
      expect(await connect({ sslmode })).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
    }
  })

  test('with a certificate for another name is reached only where the name is not checked', async () => {
    await present(misnamed)
    const sslrootcert = authority.certificateFile
    expect(await connect({ sslmode: 'verify-full', sslrootcert })).toBe(
      'ERR_TLS_CERT_ALTNAME_INVALID',
    )
    expect(await connect({ sslmode: 'require', sslrootcert })).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    expect(await connect({ sslmode: 'verify-ca', sslrootcert })).toBe(true)
  })

  test('without TLS is refused where TLS is required', async () => {
    await present(null)
    expect(await connect({ sslmode: 'require' })).toBe('NO_TLS')
    expect(await connect({})).toBe(false)
  })

  test('reports a wrong password without the address', async () => {
    await present(null)
    const wrong = address().replace(encodeURIComponent(PASSWORD), 'wrong')
    const sql = openDatabase(wrong, silent, { connections: 1 })
    const error = await sql`select 1`.catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: '28P01', message: expect.stringContaining('password') })
    expect(String((error as Error).stack)).not.toContain(SUPERUSER)
    await sql.end({ timeout: 1 })
  })
})
