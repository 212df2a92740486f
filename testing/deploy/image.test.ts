import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { manifest } from '../installation/lock-file.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const dockerfile = read('Dockerfile')

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
}).split('\n')
const isTracked = (path: string) =>
  tracked.some((file) => file === path || file.startsWith(`${path}/`))

/** What the build takes from the repository. */
const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, list = '']) =>
  list.split(' '),
)
const admitted = [...read('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, path = '']) => path)

test('the image is built of files that are in the repository, and of no others', () => {
  expect([...new Set(copied)].toSorted()).toEqual(admitted.toSorted())
  expect(copied.filter((path) => !isTracked(path))).toEqual([])
  expect(read('.dockerignore')).toMatch(/^\*$/m)
})

test('the image is built by commands of package.json, and starts what they build', () => {
  const scripts = [...dockerfile.matchAll(/npm run (\S+)/g)].map(([, name = '']) => name)
  expect(scripts).toEqual(['build'])
  const [, started] = /^CMD \["node", "(.+)"\]$/m.exec(dockerfile) ?? []
  expect(manifest.scripts.build).toContain(`--outfile=${started}`)
  expect(dockerfile).toContain('npm ci --omit=dev')
})

test('the image runs the relay as no administrator, and with a check of its health', () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '))
  expect(last).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m)
  expect(last).toMatch(/^HEALTHCHECK /m)
  expect(last).not.toMatch(/^RUN /m)
})

test('a relay that can write nothing else has a volume for files, and a place to draw pictures', () => {
  const [, relay = ''] = /^ {2}relay:\n((?: {4}.*\n)+)/m.exec(read('compose.yaml')) ?? []
  expect(relay).toContain('read_only: true')
  expect(relay).toContain('- files:/files')
  expect(relay).toContain("tmpfs: ['/tmp:size=256m,mode=1777']")
})

test('every setting in the examples is one of the relay', () => {
  const files = ['compose.yaml', 'deploy/fly.toml', 'deploy/render.yaml', '.env.example']
  const named = files.flatMap((file) =>
    [...read(file).matchAll(/^[\s#-]*(?:key: )?([A-Z][A-Z0-9_]+)(?:[:=]| = |$)/gm)].map(
      ([, name = '']) => name,
    ),
  )
  expect(named).toEqual(expect.arrayContaining(['PUBLIC_URL', 'PARLEY_TRUSTED_PROXIES']))
  const known = read('server/environment.ts')
  const others = ['NODE_ENV', 'PARLEY_RELAYS']
  expect(named.filter((name) => !known.includes(`${name}:`) && !others.includes(name))).toEqual([])
})
