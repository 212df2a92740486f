import type { Participant } from '../../wire/conversations.ts'

/** What is being written after an '@', and where it stands. */
export interface MentionQuery {
  from: number
  to: number
  name: string
}

const BEFORE_CARET = /(?:^|[\s([{"'])@([\p{L}\p{N}_.-]{0,30})$/u
const MOST = 6

/** The '@…' that ends at the caret, if there is one. Only what lies just before it is looked at. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
  const near = text.slice(Math.max(0, caret - 32), caret)
  const name = BEFORE_CARET.exec(near)?.[1]
  return name === undefined ? null : { from: caret - name.length - 1, to: caret, name }
}

/** People whose user name or a word of whose name begins with it; those who begin with it first. */
export function suggest(people: Iterable<Participant>, me: string, name: string): Participant[] {
  const wanted = plain(name)
  const found: { person: Participant; rank: number }[] = []
  for (const person of people) {
    if (person.user_id === me) continue
    const names = [person.username, ...person.display_name.split(/\s+/u)].map(plain)
    const rank = names.findIndex((name) => name.startsWith(wanted))
    if (rank !== -1) found.push({ person, rank })
  }
  return found
    .sort((a, b) => a.rank - b.rank || a.person.display_name.localeCompare(b.person.display_name))
    .slice(0, MOST)
    .map(({ person }) => person)
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}
