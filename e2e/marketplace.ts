import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parleyUrl } from './people.ts'

/** The server key of the Parley of the browser tests. */
export const SERVER_KEY = 'the-server-key-of-the-browser-tests-and-of-nobody'

/** Runs the example of docs/examples/marketplace. Its articles are those of this seller. */
export async function openMarketplace(
  seller: string,
): Promise<{ url: string; close: () => Promise<void> }> {
  const script = fileURLToPath(new URL('../docs/examples/marketplace/server.mjs', import.meta.url))
  const settings = { PARLEY_URL: parleyUrl(), PARLEY_SERVER_KEY: SERVER_KEY }
  const child = spawn(process.execPath, [script], {
    env: { ...settings, SELLER: seller, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const open = /open at (http:\S+)/.exec(output)
      if (open) resolve(open[1]!)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    void exited.then(() => reject(new Error(`the marketplace ended: ${output}`)))
  })
  return {
    url,
    async close() {
      child.kill()
      await exited
    },
  }
}
