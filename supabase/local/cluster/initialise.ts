import { spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { Launch } from './account.ts'

/** The bootstrap superuser. It has the same name as on Supabase, where `postgres` is not a superuser. */
export const SUPERUSER = 'supabase_admin'

/**
 * Creates the files of the cluster if they do not exist. They are made in a temporary folder and renamed at the end, so
 * that an interrupted first start leaves nothing that looks complete.
 */
export async function initialiseFiles(options: {
  binaries: Binaries
  launch: Launch
  pgData: string
  password: string
  durable: boolean
}): Promise<void> {
  const { binaries, launch, pgData, password, durable } = options
  if (existsSync(pgData)) return
  const draft = `${pgData}.new`
  const passwordFile = join(dirname(pgData), 'initdb-password')
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  for (const path of [draft, passwordFile]) giveTo(launch, path)
  try {
    await run(launch, binaries.initdb, [
      `--pgdata=${draft}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The built-in provider sorts in the same way on every computer, whichever locales it has.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      ...(durable ? [] : ['--no-sync']),
    ])
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(draft, pgData)
}

function giveTo({ account }: Launch, path: string): void {
  if (account) chownSync(path, account.uid, account.gid)
}

function run(launch: Launch, program: string, args: string[]): Promise<void> {
  const [command = program, ...rest] = [...launch.prefix, program, ...args]
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, {
      ...launch.identity,
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let complaints = ''
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`initdb failed (${code}): ${complaints.trim()}`)),
    )
  })
}
