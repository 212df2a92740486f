import { nameOf, packages, resolveFrom } from './lock-file.ts'

/** A computer that Parley can be installed on. */
export interface Platform {
  os: 'linux' | 'darwin' | 'windows'
  cpu: 'x64' | 'arm64'
  musl?: boolean
}

export const PLATFORMS: Platform[] = [
  { os: 'linux', cpu: 'x64' },
  { os: 'linux', cpu: 'arm64' },
  { os: 'linux', cpu: 'x64', musl: true },
  { os: 'linux', cpu: 'arm64', musl: true },
  { os: 'darwin', cpu: 'x64' },
  { os: 'darwin', cpu: 'arm64' },
  { os: 'windows', cpu: 'x64' },
]

export const describePlatform = ({ os, cpu, musl }: Platform): string =>
  `${os} ${cpu}${musl ? ' musl' : ''}`

/** A package that brings its program in one optional package for each platform. */
export interface NativeTool {
  name: string
  folder: string
  nativePackages: string[]
}

/** They are found by the names of their optional packages. A missing platform has no entry of its own. */
export const nativeTools: NativeTool[] = [...packages]
  .map(([folder, { optionalDependencies = {} }]) => ({
    name: nameOf(folder),
    folder,
    nativePackages: Object.keys(optionalDependencies).filter((name) => operatingSystem(name)),
  }))
  // The program of a tool may ask for a library in a package of its own.
  .filter(({ name, nativePackages }) => nativePackages.length > 0 && !operatingSystem(name))

/** The names that the tool may ask for on this platform. */
export function namesFor({ os, cpu, musl }: Platform, tool: NativeTool): string[] {
  const names = tool.nativePackages.filter(
    (name) => operatingSystem(name) === os && wordsOf(name).includes(cpu),
  )
  if (os !== 'linux') return names
  // A tool without a package for musl has one program that runs with either C library.
  const forMusl = names.filter((name) => wordsOf(name).includes('musl'))
  if (musl) return forMusl.length > 0 ? forMusl : names
  return names.filter((name) => !forMusl.includes(name))
}

/** Whether the lock file contains this package and its checksum. */
export function isLocked(tool: NativeTool, name: string): boolean {
  return resolveFrom(tool.folder, name)?.integrity !== undefined
}

function operatingSystem(name: string): Platform['os'] | undefined {
  const named = wordsOf(name).map((word) => (word === 'win32' ? 'windows' : word))
  return (['linux', 'darwin', 'windows'] as const).find((os) => named.includes(os))
}

function wordsOf(name: string): string[] {
  return name.replace('linuxmusl', 'linux-musl').split(/[-/]/)
}
