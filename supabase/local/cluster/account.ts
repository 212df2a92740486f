import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Refusal } from '../refusal.ts'

/** An account of the operating system. */
interface Account {
  name: string
  uid: number
  gid: number
}

/** How to start a PostgreSQL program: the command before it, and the account to run it as. */
export interface Launch {
  /** Null when this process is not root and runs the program itself. */
  account: Account | null
  prefix: string[]
  identity: { uid?: number; gid?: number }
}

/**
 * PostgreSQL refuses to run as root, so root runs it as another account. Where that account cannot enter the checkout
 * (under /root, for example), it gets the right to pass through folders.
 */
export function chooseLaunch(program: string, folders: string[]): Launch {
  if (process.getuid?.() !== 0) return { account: null, prefix: [], identity: {} }
  const account = servantAccount()
  const closed = [program, ...folders].map((path) => closedFolder(path, account)).find(Boolean)
  if (!closed) {
    return { account, prefix: [], identity: { uid: account.uid, gid: account.gid } }
  }
  const prefix = lendPassage(account)
  const [command, ...args] = [...prefix, program, '--version']
  if (spawnSync(command, args).status !== 0) {
    throw new Refusal(
      `PostgreSQL cannot run as root, and the account "${account.name}" it runs as instead ` +
        `cannot enter ${closed}. Start Parley as an ordinary user, move the checkout and ` +
        `PARLEY_DATA_DIR elsewhere, or: chmod o+x ${closed}`,
    )
  }
  return { account, prefix, identity: {} }
}

/** An account that every system has, so that Parley never adds one. */
function servantAccount(): Account {
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n').map(parseAccount)
  const found = ['postgres', 'nobody']
    .map((name) => accounts.find((account) => account?.name === name))
    .find((account) => account && account.uid > 0)
  if (found) return found
  throw new Refusal('PostgreSQL cannot run as root. Please start Parley as an ordinary user.')
}

function parseAccount(line: string): Account | null {
  const [name, , uid, gid] = line.split(':')
  return name && uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : null
}

/** The outermost folder above this path that the account cannot pass through. */
function closedFolder(path: string, { uid, gid }: Account): string | null {
  const parent = dirname(resolve(path))
  const above = parent === path ? null : closedFolder(parent, { uid, gid, name: '' })
  if (above || parent === path) return above
  const { mode, uid: owner, gid: group } = statSync(parent)
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001
  return mode & bit ? null : parent
}

/**
 * Another account, with the one capability that ignores folder permissions. The secure bit is for access(2), which
 * PostgreSQL uses on its own program: without it, the kernel would answer without the capability.
 */
function lendPassage({ uid, gid }: Account): string[] {
  return [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    '--securebits=+no_setuid_fixup',
    '--',
  ]
}
