import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const folder = fileURLToPath(new URL('.', import.meta.url))
const read = (file: string) => readFileSync(join(folder, file), 'utf8')

/** Nobody sees these while they are signed in, or only few people do. */
const notFetched = [
  'shell/Shell.tsx',
  'session/pages/FollowLink.tsx',
  'session/pages/LinkNotice.tsx',
  'session/pages/NewPassword.tsx',
  'session/pages/SecondFactor.tsx',
  'session/pages/SignIn.tsx',
  'session/pages/SuspensionDetails.tsx',
  'moderation/Moderation.tsx',
  'admin/Monitoring.tsx',
]

/** The files of the parts that a file shows later. */
const partsIn = (file: string) =>
  [...read(file).matchAll(/\blazy\(\s*\(\) => import\('([^']+)'\)/gu)].map(([, path]) =>
    normalize(join(dirname(file), path!)),
  )

test('every part of the page is fetched before the network may be gone', () => {
  const parts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .flatMap(partsIn)
  const fetched = [...read('preload.ts').matchAll(/import\('\.\/([^']+)'\)/gu)].map(
    ([, path]) => path,
  )
  expect(parts.length).toBeGreaterThan(40)
  expect(parts.filter((part) => ![...fetched, ...notFetched].includes(part))).toEqual([])
})
