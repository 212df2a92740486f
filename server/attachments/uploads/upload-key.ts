import { createHash } from 'node:crypto'

/**
 * The id of the upload that a person's page begins under this key. The page does not choose the id itself: nobody may
 * take an id away from somebody else.
 */
export function idOfKey(userId: string, key: string): string {
  const hash = createHash('sha256').update(`${userId} ${key}`).digest('hex')
  const [a, b, c, d, e] = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    hash.slice(13, 16),
    hash.slice(17, 20),
    hash.slice(20, 32),
  ]
  return `${a}-${b}-8${c}-8${d}-${e}`
}
