import createMarkdown, { type MarkdownIt } from 'markdown-it'
import { targetOf } from './address.ts'
import { useBlockRules } from './block-rules.ts'
import { useInlineRules } from './inline-rules.ts'

/**
 * The library with the rules that messages have. HTML, entities, images, references, underlined headings and indented
 * code stay as they were typed: nobody means them in a message.
 */
function createParser(): MarkdownIt {
  const md = createMarkdown({ html: false })
  md.normalizeLink = (address) => targetOf(address) ?? ''
  md.validateLink = (address) => address !== ''
  md.normalizeLinkText = (address) => address
  useBlockRules(md)
  useInlineRules(md)
  md.inline.ruler.disable(['linkify', 'image', 'html_inline', 'entity'])
  md.core.ruler.enableOnly(['normalize', 'block', 'inline', 'text_join'])
  return md
}

export const parser = createParser()
