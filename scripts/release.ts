import { writeFileSync } from 'node:fs'
import manifest from '../package.json' with { type: 'json' }
import {
  readMigrations,
  readReleased,
  release,
  RELEASED_FILE,
  releaseFaults,
} from '../supabase/released.ts'

/** `npm run release`: writes down which migrations the version of package.json releases. CONTRIBUTING says when. */
function main(): void {
  const [released, migrations] = [readReleased(), readMigrations()]
  const tag = `v${manifest.version}`
  const faults = releaseFaults(released, migrations)
  if (tag in released) faults.push(`${tag} is released already: raise the version in package.json`)
  if (faults.length > 0) {
    console.error(faults.join('\n'))
    process.exitCode = 1
    return
  }
  const next = release(tag, released, migrations)
  writeFileSync(RELEASED_FILE, `${JSON.stringify(next, null, 2)}\n`)
  console.log(`${tag} releases ${Object.keys(next[tag] ?? {}).length} migrations.`)
}

main()
