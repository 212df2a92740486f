import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { REPOSITORY } from '../local/settings.ts'
import { withoutLacks, type Lack } from './typings.ts'

const require = createRequire(import.meta.url)
const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`
const compiler = createRequire(require.resolve('typescript/package.json'))
const declarations = join(dirname(compiler.resolve(platform)), 'lib')
/** It lies below node_modules, so that the compiler finds the types of packages from there. */
const folder = join(REPOSITORY, 'node_modules/.cache/parley-browsers')

/**
 * Compiles the page with declarations of what every supported browser has. Returns what the compiler says, with the
 * browsers that lack it; nothing if all is well.
 */
export function checkCalls(sources = ['client', 'wire']): string[] {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const lacks: Lack[] = []
  const files = declarationFiles().map((name) => {
    const text = readFileSync(join(declarations, name), 'utf8')
    const own = join(folder, name)
    writeFileSync(own, withoutLacks(text.replace(/^\/\/\/ <reference lib=.*$/gm, ''), lacks))
    return own
  })
  const project = join(folder, 'tsconfig.json')
  writeFileSync(project, JSON.stringify(settings(files, sources)))
  const tsc = require.resolve('typescript/package.json').replace('package.json', 'bin/tsc')
  const { stdout } = spawnSync(process.execPath, [tsc, '--project', project, '--pretty', 'false'], {
    cwd: REPOSITORY,
    encoding: 'utf8',
  })
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => explained(line, lacks))
}

/** All that TypeScript knows of the language and of a page, newest included. */
function declarationFiles(): string[] {
  const found = new Set<string>()
  const due = [
    'lib.esnext.d.ts',
    'lib.dom.d.ts',
    'lib.dom.iterable.d.ts',
    'lib.dom.asynciterable.d.ts',
  ]
  for (let name = due.pop(); name !== undefined; name = due.pop()) {
    if (found.has(name)) continue
    found.add(name)
    const text = readFileSync(join(declarations, name), 'utf8')
    due.push(
      ...[...text.matchAll(/^\/\/\/ <reference lib="(.+)"/gm)].map(([, lib]) => `lib.${lib}.d.ts`),
    )
  }
  return [...found]
}

function settings(files: string[], sources: string[]) {
  const text = readFileSync(join(REPOSITORY, 'tsconfig.json'), 'utf8')
  const { compilerOptions } = JSON.parse(text) as { compilerOptions: Record<string, unknown> }
  const { lib: _, ...options } = compilerOptions
  const inside = (pattern: string) => sources.map((source) => join(REPOSITORY, source, pattern))
  return {
    compilerOptions: { ...options, noLib: true, types: ['vite/client'] },
    files,
    include: inside('**/*'),
    exclude: [...inside('**/*.test.ts'), ...inside('**/*.test.tsx'), ...inside('testing/**')],
  }
}

function explained(line: string, lacks: readonly Lack[]): string {
  const name = /'(\w+)'/.exec(line)?.[1]
  const called = lacks.filter((one) => one.name === name || one.name.endsWith(`.${name}`))
  const isNamed = (one: Lack) => new RegExp(`\\b${one.name.split('.').at(-2)}\\b`).test(line)
  const lack = called.length === 1 ? called[0] : called.find(isNamed)
  return lack ? `${line} Not in: ${lack.browsers.join(', ')}.` : line
}
