import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Unpacks pgTAP and returns its folder. The npm package is for another PostgreSQL, but pgTAP is plain SQL. */
export function unpackPgtap(dataDir: string, install: (folder: string) => void): void {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite-pgtap')
  const archive = join(dirname(entry), 'pgtap.tar.gz')
  const folder = join(dataDir, 'pgtap')
  mkdirSync(folder)
  execFileSync('tar', ['-xzf', archive, '-C', folder])
  install(join(folder, 'share', 'postgresql', 'extension'))
}

/** The text of a pgTAP file. psql replaces each line `\ir` by the named file, and so does this function. */
export function readTest(path: string): string {
  return readFileSync(path, 'utf8').replace(/^\\ir (\S+)$/gm, (_, file: string) =>
    readTest(join(dirname(path), file)),
  )
}

/** The outcome of one assertion. */
export interface TapResult {
  ok: boolean
  description: string
  /** The diagnosis that pgTAP prints below a failure. */
  detail: string
}

/**
 * Reads the output of a pgTAP file.
 * @throws when the output is empty, or has not the planned number of results
 */
export function readTap(lines: string[]): TapResult[] {
  const results: TapResult[] = []
  let planned: number | null = null
  for (const line of lines) {
    const plan = /^1\.\.(\d+)/.exec(line)
    const result = /^(not )?ok \d+(?: - (.*))?$/.exec(line)
    if (plan) planned = Number(plan[1])
    else if (result) results.push(readResult(result))
    else if (line.startsWith('#')) appendDetail(results, line)
  }
  if (results.length === 0) throw new Error('no pgTAP test ran')
  if (planned !== results.length) {
    throw new Error(`planned ${planned ?? 'nothing'}, ran ${results.length}`)
  }
  return results
}

function readResult([, failed, description = '']: RegExpExecArray): TapResult {
  const expected = / # (TODO|SKIP)\b/i.test(description)
  return { ok: !failed || expected, description, detail: '' }
}

function appendDetail(results: TapResult[], line: string): void {
  const last = results.at(-1)
  if (last) last.detail += `${line}\n`
}
