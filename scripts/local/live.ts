import { explain } from './explain.ts'
import { runLocally } from './run.ts'

// The same as `npm start` without a project, but Vite serves the page and updates it on change.
runLocally(process.env, 'live').catch(explain)
