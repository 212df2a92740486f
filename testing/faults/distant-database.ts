import { openTestDatabase, type TestDatabase } from '../database.ts'
import { FaultyNetwork } from './network.ts'

/** A database that every role except the superuser reaches through a network. */
export interface DistantDatabase extends TestDatabase {
  network: FaultyNetwork
}

export async function openDistantDatabase(): Promise<DistantDatabase> {
  const database = await openTestDatabase()
  const url = new URL(database.url)
  const network = await FaultyNetwork.open(Number(url.port), 1)
  url.port = String(network.port)
  return {
    ...database,
    url: url.href,
    // A pooler has another port, which this network does not lead to.
    directUrl: database.directUrl === database.url ? url.href : database.directUrl,
    network,
    async drop() {
      await network.close()
      await database.drop()
    },
  }
}
