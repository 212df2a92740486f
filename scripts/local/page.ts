import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Plugin } from 'vite'
import { Refusal } from '../../supabase/local/refusal.ts'
import { REPOSITORY } from './settings.ts'

/** A build takes seconds. The bundler may wait for itself on two cores: https://github.com/rolldown/rolldown/issues/10664 */
const LIMIT_MILLISECONDS = 100_000

/**
 * Builds the page into its own folder inside each data folder. A separate process does it: PostgreSQL can start at the
 * same time, and the relay does not keep the bundler in its memory.
 * @throws Refusal when it could not be built, or not within the limit
 */
export function buildPage(outDir: string, limit = LIMIT_MILLISECONDS): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin')
  // This loader leaves no temporary file in node_modules. That folder may be read-only or watched.
  const options = ['--emptyOutDir', '--logLevel', 'warn', '--configLoader', 'runner']
  const args = ['build', '--outDir', outDir, ...options]
  const child = spawn(process.execPath, [join(vite, 'vite.js'), ...args], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limit,
    killSignal: 'SIGKILL',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0) return resolve()
      const why =
        signal === 'SIGKILL' ? `It was ended after ${limit / 1000} seconds. Start again.` : output
      reject(new Refusal(`The page could not be built.\n${stripVTControlCharacters(why).trim()}`))
    })
  })
}

/** Tells the page its base path, as the relay does with a built page. */
const namesBasePath = (basePath: string): Plugin => ({
  name: 'base-path',
  transformIndexHtml: (html) => html.replace('<html', `<html data-base="${basePath}"`),
})

/** Serves the page from its sources and passes all other requests to the relay, so that both are one origin. */
export async function servePage({
  relayPort,
  livePort,
  basePath,
}: {
  relayPort: number
  livePort: number
  basePath: string
}): Promise<{ close(): Promise<void> }> {
  const { createServer } = await import('vite')
  const target = `http://localhost:${relayPort}`
  const paths = [`${basePath}/api`, '/auth/v1', '/dev/mail', '/livez', '/readyz']
  const server = await createServer({
    configFile: join(REPOSITORY, 'vite.config.ts'),
    configLoader: 'runner',
    root: join(REPOSITORY, 'client'),
    base: `${basePath}/`,
    plugins: [namesBasePath(basePath)],
    server: {
      port: livePort,
      strictPort: true,
      proxy: {
        ...Object.fromEntries(paths.map((path) => [path, { target }])),
        [`${basePath}/socket.io`]: { target, ws: true },
      },
    },
  })
  await server.listen()
  return server
}
