import { useMemo, type ReactNode } from 'react'
import { classes } from '../ui/classes.ts'
import { blocksOf, type Block } from '../../wire/text/blocks.ts'
import { Inlines } from './Inlines.tsx'

interface MarkdownProps {
  body: string
  /** Drawn after the last line, or at its end if there is room. */
  tail: ReactNode
}

const indents = ['', 'ms-5', 'ms-10', 'ms-[3.75rem]']

/** Draws the body with its Markdown. React elements are made from values, so that HTML is never parsed. */
export function Markdown({ body, tail }: MarkdownProps) {
  const blocks = useMemo(() => blocksOf(body), [body])
  const inline = blocks.at(-1)?.kind === 'text'
  return (
    <>
      {blocks.map((block, place) => (
        <BlockView key={place} block={block} tail={place === blocks.length - 1 && inline && tail} />
      ))}
      {!inline && <div className="flow-root">{tail}</div>}
    </>
  )
}

function BlockView({ block, tail }: { block: Block; tail?: ReactNode }) {
  switch (block.kind) {
    case 'text':
      return (
        <div dir="auto" className="whitespace-pre-wrap not-first:mt-2">
          <Inlines nodes={block.children} />
          {tail}
        </div>
      )
    case 'code':
      return (
        <pre
          dir="ltr"
          className="my-1 rounded-control bg-bg/60 px-2 py-1.5 text-start font-mono text-sm whitespace-pre-wrap first:mt-0.5"
        >
          <code>{block.text}</code>
        </pre>
      )
    case 'quote':
      return (
        <blockquote className="my-1 border-s-2 border-current/30 ps-3 opacity-90">
          {block.blocks.map((inner, place) => (
            <BlockView key={place} block={inner} />
          ))}
        </blockquote>
      )
    case 'list':
      return <List block={block} />
  }
}

function List({ block }: { block: Extract<Block, { kind: 'list' }> }) {
  const Tag = block.ordered ? 'ol' : 'ul'
  const digits = Math.max(...block.items.map(({ number }) => String(number ?? '').length))
  return (
    <Tag
      dir="auto"
      className={classes('my-0.5', block.ordered ? 'list-decimal' : 'list-disc ps-5')}
      // The numbers stand in the padding, which is as wide as the longest one.
      style={block.ordered ? { paddingInlineStart: `calc(${digits}ch + 0.75rem)` } : undefined}
    >
      {block.items.map(({ number, depth, children }, place) => (
        <li key={place} value={number ?? undefined} className={indents[depth]}>
          <Inlines nodes={children} />
        </li>
      ))}
    </Tag>
  )
}
