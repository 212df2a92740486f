import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Sql } from '../database/client.ts'
import { neededMigration, requireCurrentDatabase } from './database-state.ts'

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

test('an index whose building ends while it is looked for is no fault', async () => {
  const unbuilt = vi.fn<() => Promise<{ name: string }[]>>().mockResolvedValue([])
  unbuilt.mockResolvedValueOnce([{ name: 'public.an_idx' }])
  const sql = async ([text = '']: readonly string[]) => {
    if (text.includes('unbuilt_indexes')) return unbuilt()
    return text.includes('select migration') ? [{ migration: neededMigration }] : []
  }
  await expect(requireCurrentDatabase(sql as unknown as Sql)).resolves.toBeUndefined()
  expect(unbuilt).toHaveBeenCalledTimes(2)
})
