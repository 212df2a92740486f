import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { isFewEmoji } from '../../wire/text/emoji.ts'
import { mentionKey } from '../../wire/text/mention.ts'
import type { Block } from '../../wire/text/nodes.ts'
import { readDrawn } from '../../wire/text/read.ts'
import { useCatalogue } from '../i18n/language.ts'
import { classes } from '../ui/classes.ts'
import { CodeBlock } from './CodeBlock.tsx'
import { headingLevels } from './heading-levels.ts'
import { Inlines } from './Inlines.tsx'
import type { MarkdownProps } from './markdown-props.ts'
import { MentionedContext } from './mentioned.ts'
import { Table } from './Table.tsx'

/** Draws the blocks of a body. React elements are made from values, so that HTML is never parsed. */
export function Body({ body, mentioned, tail }: MarkdownProps) {
  const { people, blocks, levels, isLarge } = useMemo(
    () => read(body, mentioned),
    [body, mentioned],
  )
  const inline = blocks.at(-1)?.kind === 'text'
  const drawn = (
    <>
      {blocks.map((block, place) => (
        <BlockView
          key={place}
          block={block}
          isLarge={isLarge}
          tail={place === blocks.length - 1 && inline && tail}
        />
      ))}
      {!inline && <div className="flow-root">{tail}</div>}
    </>
  )
  // Most messages name nobody and have no heading. Hundreds of them are drawn.
  if (people.size + levels.size === 0) return drawn
  return (
    <MentionedContext value={people}>
      <LevelsContext value={levels}>{drawn}</LevelsContext>
    </MentionedContext>
  )
}

function read(body: string, mentioned: ReadonlyMap<string, string>) {
  const people = new Map([...mentioned].map(([name, id]) => [mentionKey(name), id]))
  const blocks = readDrawn(body, people.keys())
  const levels = headingLevels(blocks)
  return {
    blocks,
    people: people.size === 0 ? noPeople : people,
    levels: levels.size === 0 ? noLevels : levels,
    isLarge: isFewEmoji(body),
  }
}

/** For all messages without any, so that none of them keeps an empty map of its own. */
const noPeople: ReadonlyMap<string, string> = new Map()
const noLevels: ReturnType<typeof headingLevels> = new Map()
const LevelsContext = createContext(noLevels)

interface BlockProps {
  block: Block
  isLarge?: boolean
  tail?: ReactNode
}

const headings = ['text-xl', 'text-lg'] as const

function BlockView({ block, isLarge, tail }: BlockProps) {
  switch (block.kind) {
    case 'text':
      return (
        <div
          dir="auto"
          className={classes('whitespace-pre-wrap not-first:mt-2', isLarge && 'text-2xl')}
        >
          <Inlines nodes={block.children} />
          {tail}
        </div>
      )
    case 'heading':
      return <Heading block={block} />
    case 'code':
      return <CodeBlock text={block.text} language={block.language} />
    case 'quote':
      return (
        <blockquote className="my-1 border-s-2 border-current/30 ps-3">
          {block.blocks.map((inner, place) => (
            <BlockView key={place} block={inner} />
          ))}
        </blockquote>
      )
    case 'list':
      return <List block={block} />
    case 'table':
      return <Table block={block} />
  }
}

function Heading({ block }: { block: Extract<Block, { kind: 'heading' }> }) {
  const levels = useContext(LevelsContext)
  return (
    <div
      role="heading"
      aria-level={levels.get(block)}
      dir="auto"
      className={classes('font-bold not-first:mt-2', headings[block.level - 1] ?? 'text-base')}
    >
      <Inlines nodes={block.children} />
    </div>
  )
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
      {block.items.map(({ number, checked, blocks }, place) => (
        <li
          key={place}
          value={number ?? undefined}
          className={classes(checked !== null && 'relative list-none')}
        >
          {checked !== null && <TaskBox checked={checked} />}
          {blocks.map((inner, at) => (
            <BlockView key={at} block={inner} />
          ))}
        </li>
      ))}
    </Tag>
  )
}

/** Shows whether a task is done. Nobody can click it: only its author edits a message. */
function TaskBox({ checked }: { checked: boolean }) {
  const { messages: labels } = useCatalogue()
  return (
    <input
      type="checkbox"
      checked={checked}
      disabled
      readOnly
      aria-label={checked ? labels.taskDone : labels.taskOpen}
      className="absolute -start-5 top-1 size-3.5 accent-current"
    />
  )
}
