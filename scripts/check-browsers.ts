import { checkCalls } from './browsers/calls.ts'
import { checkStyles } from './browsers/styles.ts'

/** Refuses calls and styles that a browser of `browserslist` lacks. Run by `npm run check`. */
const problems = [...checkCalls(), ...(await checkStyles())]
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0
