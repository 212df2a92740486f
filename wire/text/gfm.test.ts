import { expect, test } from 'vitest'
import { comparable, html } from '../../testing/markdown-html.ts'
import published from './gfm-examples.json' with { type: 'json' }
import { readText } from './read.ts'

/** The numbers of the examples that a message is read in another way than, by the reason. */
const differences: Record<string, readonly number[]> = {
  'a single tilde is a tilde: people write it for "about"': [11],
  'entities are text, also at the end of an address': [19],
  'a link leads to the web or to an e-mail address': [21],
}
const differing = new Set(Object.values(differences).flat())

/** An address without a scheme opens by https. Each is written as the URL parser writes it. */
const asOpened = (page: string) =>
  page.replace(
    /href="(https?:[^"]*)">(www\.)?/g,
    (_, address: string, bare: string | undefined) =>
      `href="${bare ? new URL(address).href.replace(/^http:/, 'https:') : new URL(address).href}">${bare ?? ''}`,
  )

const examples = published.examples.map((example, place) => ({ ...example, number: place + 1 }))

test('most examples of GFM are read as published', () => {
  expect(examples).toHaveLength(24)
  expect(differing.size).toBe(3)
})

test.each(examples)('$number, $section: $markdown', ({ number, markdown, html: page }) => {
  const read = comparable(readText(markdown.trimEnd()).map(html).join(''))
  // A listed difference that is none any more leaves the list.
  if (differing.has(number)) expect(read).not.toBe(comparable(asOpened(page)))
  else expect(read).toBe(comparable(asOpened(page)))
})
