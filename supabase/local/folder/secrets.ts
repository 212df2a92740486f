import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'

/** The secrets that a hosted project would provide. Here they are made once for each data folder. */
export interface LocalSecrets {
  databasePassword: string
  jwtSecret: string
  cookieSecret: string
  publishableKey: string
  secretKey: string
}

/** New random values, long enough for every check of their length. */
export function makeSecrets(): LocalSecrets {
  return {
    databasePassword: randomBytes(24).toString('base64url'),
    jwtSecret: randomBytes(48).toString('base64url'),
    cookieSecret: randomBytes(48).toString('base64url'),
    publishableKey: `sb_publishable_${randomBytes(24).toString('base64url')}`,
    secretKey: `sb_secret_${randomBytes(24).toString('base64url')}`,
  }
}

/** The secrets of the folder. They are made at the first use, and only their owner can read them. */
export function keepSecrets(dataDir: string): LocalSecrets {
  const path = join(dataDir, 'secrets.json')
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as LocalSecrets
  if (existsSync(join(dataDir, 'postgres'))) {
    throw new Refusal(`${path} is gone, and with it the key to the data. Run: npm run reset`)
  }
  const secrets = makeSecrets()
  // The file is renamed into place, so that a start that is killed here never leaves half a file.
  writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
  return secrets
}
