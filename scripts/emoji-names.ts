import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { TONES, withTone } from '../client/emoji/tones.ts'

/**
 * `npx tsx scripts/emoji-names.ts <folder of emojibase-data> <language>` writes the emoji picker's list of one language.
 * The list is kept in the repository: the package holds 44 MB, and a list only the 60 kB that the picker needs.
 * Use a version of the package whose emoji every supported system draws (docs/decisions/058-screens-and-history.md).
 */
interface EmojibaseEntry {
  unicode: string
  label: string
  tags?: string[]
  group?: number
  order?: number
  skins?: { unicode: string }[]
}

const groups = {
  smileys: 0,
  people: 1,
  nature: 3,
  food: 4,
  travel: 5,
  activity: 6,
  objects: 7,
  symbols: 8,
  flags: 9,
}

/** The form that Unicode recommends and keyboards send: emojibase adds a selector where none is needed. */
const recommended = (sign: string) => sign.replace(/(\p{Emoji_Presentation})\u{FE0F}/gu, '$1')

/** Whether our rule gives the same signs as the list of Unicode. */
function hasTones({ unicode, skins = [] }: EmojibaseEntry): boolean {
  const known = new Set(skins.map((skin) => recommended(skin.unicode)))
  return TONES.every((tone) => tone === 0 || known.has(withTone(recommended(unicode), tone)))
}

function lineOf(entry: EmojibaseEntry): string {
  const label = entry.label.toLowerCase()
  const words = new Set(label.split(/[^\p{L}\p{N}]+/u))
  const tags = (entry.tags ?? []).filter((tag) => !words.has(tag.toLowerCase()))
  return [recommended(entry.unicode) + (hasTones(entry) ? '*' : ''), label, tags.join(' ')].join(
    '|',
  )
}

const [folder = '', language = ''] = process.argv.slice(2)
const all = JSON.parse(
  readFileSync(join(folder, language, 'compact.json'), 'utf8'),
) as EmojibaseEntry[]
const list = Object.fromEntries(
  Object.entries(groups).map(([name, number]) => [
    name,
    all
      .filter(({ group }) => group === number)
      .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
      .map(lineOf),
  ]),
)
const target = fileURLToPath(new URL(`../client/emoji/list.${language}.json`, import.meta.url))
writeFileSync(target, `${JSON.stringify(list)}\n`)
