/** What an address of a post or a link stands for. */
export type Place =
  | { kind: 'board' }
  | { kind: 'post'; id: string }
  /** The link of another application to one of its posts. */
  | { kind: 'post_link'; type: string; id: string }
  | { kind: 'person_link'; username: string }
  | { kind: 'unknown' }

export function placeOf(path: string): Place {
  const [first, one, two, ...more] = path.split('/').slice(1).map(decoded)
  if (more.length > 0) return { kind: 'unknown' }
  if (first === 'posts' && !one && two === undefined) return { kind: 'board' }
  if (first === 'posts' && one && two === undefined) return { kind: 'post', id: one }
  if (first === 'post' && one && two) return { kind: 'post_link', type: one, id: two }
  if (first === 'to' && one && two === undefined) return { kind: 'person_link', username: one }
  return { kind: 'unknown' }
}

/** Whoever wrote the link may have written a `%` that encodes nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
