const isGroup = (entry: unknown): entry is Record<string, unknown> =>
  typeof entry === 'object' && entry !== null

/** Where a catalogue differs from the English one: missing, unknown or empty entries, and those of another kind. */
export function differences(english: unknown, other: unknown, path = ''): string[] {
  if (other === undefined) return [`${path}: missing`]
  if (typeof english !== typeof other) return [`${path}: ${typeof other}`]
  if (typeof english === 'string') {
    return english !== '' && String(other).trim() === '' ? [`${path}: empty`] : []
  }
  if (!isGroup(english) || !isGroup(other)) return []
  const below = (key: string) => (path === '' ? key : `${path}.${key}`)
  return [
    ...Object.keys(english).flatMap((key) => differences(english[key], other[key], below(key))),
    ...Object.keys(other).flatMap((key) => (key in english ? [] : [`${below(key)}: unknown`])),
  ]
}
