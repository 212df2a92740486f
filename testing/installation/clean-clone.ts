import { execFileSync } from 'node:child_process'
import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { removeFolder, temporaryFolder } from '../folders.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))

/** The files that npm reads. Changes of them that are not committed yet are tested too. */
const INPUTS = ['package.json', 'package-lock.json', '.npmrc']

/** This repository as a fresh clone, in a folder of its own. */
export class CleanClone {
  readonly root = temporaryFolder()

  constructor() {
    this.#git('clone', '--quiet', repository, '.')
    for (const file of INPUTS.filter((input) => existsSync(join(repository, input)))) {
      cpSync(join(repository, file), join(this.root, file))
    }
    this.#git('add', '--all')
    const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com']
    this.#git(...author, 'commit', '--quiet', '--allow-empty', '--message', 'As it is now')
  }

  /** The difference from the commit, as git prints it. Empty when there is none. */
  changes(): string {
    return this.#git('diff', 'HEAD') + this.#git('status', '--porcelain')
  }

  remove(): void {
    removeFolder(this.root)
  }

  #git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.root, encoding: 'utf8' })
  }
}
