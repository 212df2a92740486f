import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { buildPage } from '../scripts/local/page.ts'
import { removeFolder, temporaryFolder } from './folders.ts'

/** Bytes of JavaScript that the relay sends before a person sees the page. */
const MOST = 158_800

const folder = temporaryFolder()
const assets = join(folder, 'assets')

beforeAll(async () => {
  // Otherwise Vite would use the test's own environment for the page, and the development version of React.
  vi.stubEnv('NODE_ENV', undefined)
  await buildPage(folder)
}, 120_000)
afterAll(() => {
  vi.unstubAllEnvs()
  removeFolder(folder)
})

function fileOf(name: string): string {
  const found = readdirSync(assets).filter((file) => file.replace(/-[\w-]{8}\.js$/, '') === name)
  expect(found).toHaveLength(1)
  return found[0]!
}

/** The files with these names and all their imports. Imports that are loaded later stand in brackets. */
function fetchedFor(...names: string[]): Set<string> {
  const fetched = new Set<string>()
  const due = names.map(fileOf)
  for (let file = due.pop(); file !== undefined; file = due.pop()) {
    if (fetched.has(file)) continue
    fetched.add(file)
    const text = readFileSync(join(assets, file), 'utf8')
    due.push(...[...text.matchAll(/\b(?:import|from)\s*"\.\/([^"]+)"/g)].map((match) => match[1]!))
  }
  return fetched
}

const bytes = (files: Set<string>) =>
  [...files].reduce((sum, file) => sum + statSync(join(assets, `${file}.gz`)).size, 0)

test('the built page loads nothing from another site', () => {
  const built = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const loads = (file: string) => {
    const text = readFileSync(join(folder, file), 'utf8')
    return [...text.matchAll(/url\(([^)]*)\)|@import ([^;]*)|\b(?:src|href)="([^"]*)"/g)].map(
      ([, url, imported, linked]) => url ?? imported ?? linked ?? '',
    )
  }
  const loaded = built.filter((file) => /\.(css|html|svg)$/.test(file)).flatMap(loads)
  expect(loaded.length).toBeGreaterThan(3)
  expect(loaded.filter((address) => !/^["']?\.{0,2}\/(?!\/)/.test(address))).toEqual([])
})

test('whoever is signed in waits for less than 159 kB', () => {
  const fetched = fetchedFor('base', 'page', 'messenger')
  expect(fetched.size).toBeGreaterThan(3)
  expect(bytes(fetched)).toBeLessThanOrEqual(MOST)
  // Supabase's client renews the sign-in later.
  expect(fetched).not.toContain(fileOf('client'))
})

test('the sign-in page waits for nothing of the page behind it', () => {
  const fetched = fetchedFor('base', 'SignIn')
  expect(fetched).not.toContain(fileOf('page'))
  expect(fetched).not.toContain(fileOf('messenger'))
})
