import type { ReactNode } from 'react'

export interface MarkdownProps {
  body: string
  /** The people whom the message names, by the names that stand in its body. */
  mentioned: ReadonlyMap<string, string>
  /** Drawn after the last line, or at its end if there is room. */
  tail: ReactNode
}
