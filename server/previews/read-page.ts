import { Parser } from 'htmlparser2'
import { shownText } from './shown-text.ts'

export interface PageFacts {
  /** Null when the page has no title that shows anything. */
  title: string | null
  /** An absolute address of a picture, http or https. */
  picture: string | null
}

/** The places in which a page names its title and picture for cards, the best first. */
const TITLES = ['og:title', 'twitter:title']
const PICTURES = [
  'og:image:secure_url',
  'og:image',
  'og:image:url',
  'twitter:image',
  'twitter:image:src',
]
const MAX_TITLE_UNITS = 10_000

/** Reads the head of a page. No script of the page runs, and its body is not read. */
export function readPage(html: string, url: URL): PageFacts {
  const said = new Map<string, string>()
  let titleElement = ''
  let isInTitle = false
  let base = url
  let isOver = false
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (isOver) return
        if (name === 'body') isOver = true
        if (name === 'title') isInTitle = titleElement === ''
        if (name === 'base') base = addressIn(attributes.href, url) ?? url
        if (name !== 'meta') return
        const key = (attributes.property ?? attributes.name ?? '').trim().toLowerCase()
        const value = attributes.content ?? ''
        if (value !== '' && !said.has(key)) said.set(key, value)
      },
      ontext(text) {
        if (isInTitle && !isOver && titleElement.length < MAX_TITLE_UNITS) titleElement += text
      },
      onclosetag(name) {
        if (name === 'title') isInTitle = false
        if (name === 'head') isOver = true
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  parser.end(html)
  const first = (names: readonly string[]) =>
    names.map((name) => said.get(name)).find((value) => value !== undefined)
  return {
    title: shownText(first(TITLES) ?? '') ?? shownText(titleElement),
    picture: addressIn(first(PICTURES), base)?.href ?? null,
  }
}

function addressIn(text: string | undefined, base: URL): URL | null {
  if (text === undefined || text.length > 2_000) return null
  try {
    const url = new URL(text.trim(), base)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null
  } catch {
    return null
  }
}
