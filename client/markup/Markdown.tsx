import type { ReactNode } from 'react'
import { useFormatted } from './reader.ts'

export interface MarkdownProps {
  body: string
  /** The people whom the message names, by the names that stand in its body. */
  mentioned: ReadonlyMap<string, string>
  /** Drawn after the last line, or at its end if there is room. */
  tail: ReactNode
}

/** Draws the body with its Markdown, and as it was typed until the parser is loaded. */
export function Markdown(props: MarkdownProps) {
  const Body = useFormatted()?.Body
  if (Body) return <Body {...props} />
  return (
    <div dir="auto" className="whitespace-pre-wrap">
      {props.body}
      {props.tail}
    </div>
  )
}
