import { createReadStream } from 'node:fs'
import { access, constants, copyFile, link, mkdir, open, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BlobStore } from './blob-store.ts'

/** Keeps files in a folder. Those of one upload lie in a folder of its own, spread over 256 others. */
export function openFolderStore(folder: string): BlobStore {
  const pathOf = (name: string) => join(folder, name.slice(0, 2), name)

  return {
    async prepare() {
      await mkdir(folder, { recursive: true })
      await access(folder, constants.W_OK)
    },
    async put(name, path) {
      const target = pathOf(name)
      await mkdir(dirname(target), { recursive: true })
      const half = `${target}.part`
      await rm(half, { force: true })
      // A second name for the same bytes costs nothing. Between two disks, it has to be a copy.
      await link(path, half).catch(() => copyFile(path, half))
      await rename(half, target)
    },
    async get(name, range) {
      const file = await open(pathOf(name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
      return file === null ? null : createReadStream('', { fd: file, ...range })
    },
    async remove(names) {
      for (const name of names) {
        await rm(pathOf(name), { force: true })
        // The folder of the upload goes with its last file.
        await rmdir(dirname(pathOf(name))).catch(() => undefined)
      }
    },
  }
}
