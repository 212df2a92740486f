/** A piece of code, and what it is in its language. Null: nothing that is drawn differently. */
export interface Piece {
  text: string
  role: 'comment' | 'keyword' | 'string' | 'value' | 'name' | 'removed' | null
}

/** Colours that are readable on code in both bubbles and both themes. A test computes their contrast. */
export const looks: Readonly<Record<NonNullable<Piece['role']>, string>> = {
  comment: 'text-muted',
  keyword: 'text-focus',
  string: 'text-accent',
  value: 'text-warning',
  name: 'text-accent-strong',
  removed: 'text-danger',
}
