import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { neededMigration } from './database-state.ts'

const folder = fileURLToPath(new URL('../../supabase/migrations', import.meta.url))

test('the needed migration is the newest that names itself', () => {
  const named = readdirSync(folder)
    .toSorted()
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8')
      return /^update private\.installation set migration = '(\d{14})';$/m.exec(text)?.[1] ?? []
    })
  expect(neededMigration).toBe(named.at(-1))
})
