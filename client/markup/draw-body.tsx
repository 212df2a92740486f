import type { MarkdownProps } from './markdown-props.ts'
import type { Formatted } from './reader.ts'

interface Props extends MarkdownProps {
  /** From `useFormatted`. A log asks once for all its messages. */
  formatted: Formatted | null
}

/**
 * Draws the body with its Markdown, and as it was typed until the parser is loaded. It is called and not drawn: as a
 * component, it would be one more for each message.
 */
export function drawBody({ formatted, ...props }: Props) {
  if (formatted) return <formatted.Body {...props} />
  return (
    <div dir="auto" className="whitespace-pre-wrap">
      {props.body}
      {props.tail}
    </div>
  )
}
