// The one place where the text of a message loses its Markdown.
export { plainText } from './blocks.ts'
