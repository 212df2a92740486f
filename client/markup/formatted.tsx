// One file that loads later: the parser, and what draws its result.
export { plainText } from '../../wire/text/plain-text.ts'
export { Body } from './Body.tsx'
