/** What emphasis does to the text it encloses: bold, italic or struck through. */
export type Emphasis = 'strong' | 'em' | 'strike'

/** One piece of a line, ready to be drawn. */
export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'mention'; text: string; username: string }
  | { kind: Emphasis; children: Inline[] }
