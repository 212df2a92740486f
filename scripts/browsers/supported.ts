import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { REPOSITORY } from '../local/settings.ts'

/** The browsers' names in `browserslist`, in the tables of MDN, and in the bundler. */
const names = {
  chrome: { mdn: 'chrome', bundler: 'chrome' },
  edge: { mdn: 'edge', bundler: 'edge' },
  firefox: { mdn: 'firefox', bundler: 'firefox' },
  safari: { mdn: 'safari', bundler: 'safari' },
  ios_saf: { mdn: 'safari_ios', bundler: 'ios' },
} as const

interface Supported {
  mdn: (typeof names)[keyof typeof names]['mdn']
  bundler: string
  /** The oldest version. */
  version: number
}

/** The oldest browsers that Parley runs in. `browserslist` in package.json is the one place that names them. */
export function supportedBrowsers(): Supported[] {
  const text = readFileSync(join(REPOSITORY, 'package.json'), 'utf8')
  const { browserslist } = JSON.parse(text) as { browserslist: string[] }
  return browserslist.map((line) => {
    const [, name = '', version] = /^(\w+) >= ([\d.]+)$/.exec(line) ?? []
    if (!(name in names)) throw new Error(`browserslist: "${line}" is not "<browser> >= <version>"`)
    return { ...names[name as keyof typeof names], version: Number(version) }
  })
}

/** For `build.target`, such as `chrome111`. */
export const buildTargets = () =>
  supportedBrowsers().map(({ bundler, version }) => `${bundler}${version}`)
