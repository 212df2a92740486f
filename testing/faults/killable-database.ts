import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { SUPERUSER } from '../../supabase/local/cluster/initialise.ts'
import { startCluster, type Cluster } from '../../supabase/local/cluster/postgres.ts'
import { provisionDatabase } from '../../supabase/local/database/provision.ts'
import { isRunning } from '../../supabase/local/folder/process-identity.ts'
import type { TestDatabase } from '../database.ts'
import { eventually } from '../eventually.ts'
import { removeFolder, temporaryFolder } from '../folders.ts'
import { FaultyNetwork } from './network.ts'

const NAME = 'parley'
const PASSWORD = 'of-a-test-and-of-nothing-else'
const MIGRATIONS = fileURLToPath(new URL('../../supabase/migrations', import.meta.url))

/**
 * A PostgreSQL of its own that writes as in production (`fsync`), to be killed and started again. Clients reach it
 * through a network, so that its address stays the same.
 */
export class KillableDatabase implements TestDatabase {
  readonly name = NAME
  readonly #folder: string
  readonly #network: FaultyNetwork
  #cluster: Cluster

  static async open(): Promise<KillableDatabase> {
    const folder = temporaryFolder()
    const cluster = await start(folder)
    const sql = postgres(cluster.url(SUPERUSER, 'postgres'), { max: 1 })
    await sql.unsafe(`create database ${NAME}`)
    await sql.end()
    const migrationsDir = MIGRATIONS
    await provisionDatabase({ cluster, database: NAME, password: PASSWORD, migrationsDir })
    return new KillableDatabase(folder, cluster, await FaultyNetwork.open(portOf(cluster), 1))
  }

  private constructor(folder: string, cluster: Cluster, network: FaultyNetwork) {
    this.#folder = folder
    this.#cluster = cluster
    this.#network = network
  }

  get url(): string {
    return this.#throughNetwork('postgres')
  }

  get directUrl(): string {
    return this.url
  }

  get superuserUrl(): string {
    return this.#throughNetwork(SUPERUSER)
  }

  /** SIGKILL, as when memory runs out: PostgreSQL finishes nothing and closes no connection. */
  async kill(): Promise<void> {
    const { pid } = this.#cluster
    process.kill(pid, 'SIGKILL')
    await eventually('it is gone', () => !isRunning(pid))
    this.#network.down()
  }

  async restart(): Promise<void> {
    this.#cluster = await start(this.#folder)
    this.#network.targets = [portOf(this.#cluster)]
    this.#network.up()
  }

  async drop(): Promise<void> {
    await this.#network.close()
    await this.#cluster.stop()
    removeFolder(this.#folder)
  }

  #throughNetwork(role: string): string {
    const url = new URL(this.#cluster.url(role, NAME))
    url.port = String(this.#network.port)
    return url.href
  }
}

const start = (dataDir: string) => startCluster({ dataDir, password: PASSWORD, durable: true })
const portOf = (cluster: Cluster) => Number(new URL(cluster.url(SUPERUSER, NAME)).port)
