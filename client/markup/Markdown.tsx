import type { MarkdownProps } from './markdown-props.ts'
import { useFormatted } from './reader.ts'

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
