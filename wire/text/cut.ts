/** The beginning of a text, with a sign that there is more. No cut goes through what a reader sees as one letter. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text.slice(0, cutBefore(text, most)).trimEnd()}…`
}

/** More signs than this are no letter, but a nuisance. The cut goes between two of them then. */
const LONGEST_LETTER = 100

/** The last place up to `most` where a letter ends. */
export function cutBefore(text: string, most: number): number {
  if (text.length <= most) return text.length
  const start = new Intl.Segmenter().segment(text).containing(most)?.index ?? most
  if (most - start <= LONGEST_LETTER && start > 0) return start
  const isHalf = /[\ud800-\udbff]/.test(text.charAt(most - 1))
  return most - (isHalf ? 1 : 0)
}
