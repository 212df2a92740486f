/** What emphasis does to the text it encloses: bold, italic or struck through. */
export type Emphasis = 'strong' | 'em' | 'strike'

/** One piece of a line, ready to be drawn. */
export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'link'; href: string; children: Inline[] }
  /** `text` is what stands in the body. `name` is the key of the person in `mention_names`. */
  | { kind: 'mention'; text: string; name: string }
  | { kind: Emphasis; children: Inline[] }

export interface ListItem {
  /** The number as written, in an ordered list. */
  number: number | null
  /** Whether the box of a task is checked. Null: the item is no task. */
  checked: boolean | null
  blocks: Block[]
}

export type Alignment = 'left' | 'center' | 'right' | null

export type Block =
  | { kind: 'text'; children: Inline[] }
  | { kind: 'heading'; level: number; children: Inline[] }
  | { kind: 'code'; text: string; language: string | null }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'list'; ordered: boolean; items: ListItem[] }
  /** The first row is the head. */
  | { kind: 'table'; alignments: Alignment[]; rows: Inline[][][] }
