// One file that loads later: the parser, and what draws its result.
export { Body } from './Body.tsx'
export { plainLine } from './plain-line.ts'
