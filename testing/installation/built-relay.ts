import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { removeFolder, temporaryFolder } from '../folders.ts'
import { closureOf, manifest, nameOf } from './lock-file.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))

interface BuildReport {
  outputs: Record<string, { imports: { path: string; external?: boolean }[] }>
}

/** The relay as `npm run build` makes it, in a folder of its own, with the packages of a production install. */
export class BuiltRelay {
  readonly #folder = temporaryFolder()
  /** As servers often have it: the folder in use is a link to one of several versions. */
  readonly current = join(this.#folder, 'current')
  readonly #version = join(this.#folder, 'versions', '1')
  readonly #report = join(this.#folder, 'report.json')

  constructor() {
    this.#build()
    this.#install()
    symlinkSync(this.#version, this.current)
    const page = join(this.#version, 'dist', 'client')
    mkdirSync(page, { recursive: true })
    writeFileSync(join(page, 'index.html'), '<!doctype html><title>The built page</title>')
  }

  /** The packages that the built relay asks for. */
  importedPackages(): string[] {
    const { outputs } = JSON.parse(readFileSync(this.#report, 'utf8')) as BuildReport
    const imports = Object.values(outputs).flatMap((output) => output.imports)
    const names = imports
      .filter(({ external }) => external === true)
      .map(({ path }) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path)
      .filter((name) => !name.startsWith('node:') && !builtinModules.includes(name))
    return [...new Set(names)].toSorted()
  }

  remove(): void {
    removeFolder(this.#folder)
  }

  /** The command of package.json, with another place for its result. */
  #build(): void {
    const [, command = ''] = manifest.scripts.build?.split('&& esbuild ') ?? []
    const folder = join(this.#version, 'dist', 'server')
    const args = command.replace('--outdir=dist/server', `--outdir=${folder}`).split(' ')
    const esbuild = join(repository, 'node_modules', '.bin', 'esbuild')
    execFileSync(esbuild, [...args, `--metafile=${this.#report}`], { cwd: repository })
    writeFileSync(join(this.#version, 'package.json'), '{"type":"module"}')
  }

  /** Links instead of copies. They lead to no package of development. */
  #install(): void {
    for (const folder of closureOf(Object.keys(manifest.dependencies))) {
      // A nested package comes with the package that holds it.
      if (folder !== `node_modules/${nameOf(folder)}`) continue
      const link = join(this.#version, folder)
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(join(repository, folder), link)
    }
  }
}
