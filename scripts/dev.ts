import { fileURLToPath } from 'node:url'
import { whenNpmEnds } from './local/npm-parent.ts'

// `npm run dev`: tsx starts the server, and restarts it when a file of it changes. tsx runs in this process, because
// only the direct child of npm's shell learns that npm has ended. A SIGTERM makes tsx stop what it started.
// Vite passes an access token on to the relay. With a picture in it, 30 KB are usual, and Node refuses more than 16 KiB.
process.env['NODE_OPTIONS'] = [process.env['NODE_OPTIONS'], '--max-http-header-size=65536']
  .filter(Boolean)
  .join(' ')

whenNpmEnds(process.env, () => process.kill(process.pid, 'SIGTERM'))
process.argv.splice(
  2,
  0,
  'watch',
  '--clear-screen=false',
  fileURLToPath(import.meta.resolve('./local/live.ts')),
)
await import(import.meta.resolve('tsx/cli'))
