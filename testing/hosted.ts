import { chownSync, chmodSync, copyFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { SUPERUSER } from '../supabase/local/cluster/initialise.ts'
import type { Cluster } from '../supabase/local/cluster/postgres.ts'
import { TestAuthority, type Certificate } from './certificates.ts'
import { TestPgBouncer } from './pgbouncer.ts'

/** The way to the test databases as at a hosted project. */
export interface HostedWay {
  /** The port of the session pooler. */
  port: number
  /** The certificate of the authority that nobody else knows. */
  rootCertificate: string
}

/** With `PARLEY_TEST_HOSTED=1`, relays under test reach their databases as at a hosted project. */
export const wantsHosted = process.env.PARLEY_TEST_HOSTED === '1'

/**
 * `postgres` may use a relay's database only with TLS. The tests prepare databases with the other roles. The Supabase CLI
 * uses no TLS to an address of this machine, and gets databases with other names.
 */
const ACCESS = `hostssl all all 127.0.0.1/32 scram-sha-256
host "/^test_" postgres 127.0.0.1/32 reject
host all all 127.0.0.1/32 scram-sha-256
`

/**
 * Puts a PgBouncer in session mode before the cluster, and requires TLS with the certificate of a private authority on
 * both ways.
 */
export async function hostLikeSupabase(
  cluster: Cluster,
  folder: string,
): Promise<{ way: HostedWay; close(): Promise<void> }> {
  const authority = await TestAuthority.open(folder)
  const names = 'IP:127.0.0.1,DNS:localhost'
  await requireTls(cluster, folder, await authority.issue('database', names))
  const authorityFile = authority.certificateFile
  const bouncer = await TestPgBouncer.open(cluster.url('postgres', 'postgres'), {
    mode: 'session',
    poolSize: 60,
    clients: 1_000,
    tls: { ...(await authority.issue('pooler', names)), authorityFile },
  })
  return {
    way: { port: Number(new URL(bouncer.url).port), rootCertificate: authorityFile },
    close: () => bouncer.close(),
  }
}

async function requireTls(cluster: Cluster, folder: string, certificate: Certificate) {
  const data = join(folder, 'postgres')
  const { uid, gid } = statSync(data)
  const place = (name: string, write: (path: string) => void) => {
    const path = join(data, name)
    write(path)
    chownSync(path, uid, gid)
    chmodSync(path, 0o600)
  }
  place('server.crt', (path) => copyFileSync(certificate.certificateFile, path))
  place('server.key', (path) => copyFileSync(certificate.keyFile, path))
  place('pg_hba.conf', (path) => writeFileSync(path, ACCESS))
  const sql = postgres(cluster.url(SUPERUSER, 'postgres'), { max: 1 })
  await sql.unsafe('alter system set ssl = on')
  await sql`select pg_reload_conf()`
  await sql.end()
}
