import { groups, type Emoji, type Group } from './emoji.ts'

type List = Record<string, readonly string[]>

/** Downloaded with the first picker, in the language of the page. The English list comes for all other languages. */
async function download(language: string): Promise<List> {
  if (language.startsWith('de')) return (await import('./list.de.json')).default
  return (await import('./list.en.json')).default
}

let loaded: { language: string; groups: Promise<readonly Group[]> } | null = null

/** Every emoji, by category. A failed download is tried again with the next picker. */
export function loadAllEmoji(language: string): Promise<readonly Group[]> {
  if (loaded?.language === language) return loaded.groups
  const loading = download(language).then(readList)
  loaded = { language, groups: loading }
  loading.catch(() => {
    loaded = null
  })
  return loading
}

/** The short names that people search for, such as "tada" and "lol", stand in the list of the most used emoji. */
const short = new Map(groups.flatMap(({ emoji }) => emoji).map(({ sign, names }) => [sign, names]))

function readList(list: List): Group[] {
  return Object.entries(list).map(([name, lines]) => ({
    name,
    emoji: lines.map((line): Emoji => {
      const [marked = '', label = '', tags = ''] = line.split('|')
      const hasTones = marked.endsWith('*')
      const sign = hasTones ? marked.slice(0, -1) : marked
      const words = label.replace(/[^\p{L}\p{N}]+/gu, ' ')
      return { sign, label, hasTones, names: `${words} ${tags} ${short.get(sign) ?? ''}`.trim() }
    }),
  }))
}
