import { useContext } from 'react'
import { classes } from '../ui/classes.ts'
import { usePeople } from '../conversation/context.ts'
import type { Inline } from '../../wire/text/nodes.ts'
import { MentionedContext } from './mentioned.ts'

const tags = { strong: 'strong', em: 'em', strike: 's' } as const
/** The font has no italic, so the browser may slant the letters here. */
const looks = { strong: 'font-bold', em: 'italic [font-synthesis:style]', strike: undefined }

export function Inlines({ nodes }: { nodes: readonly Inline[] }) {
  return nodes.map((node, place) =>
    node.kind === 'text' ? node.text : <InlineView key={place} node={node} />,
  )
}

function InlineView({ node }: { node: Inline }) {
  switch (node.kind) {
    case 'text':
      return node.text
    case 'code':
      return (
        <code dir="ltr" className="rounded-control bg-bg/60 px-1 py-0.5 font-mono text-[0.9em]">
          {node.text}
        </code>
      )
    case 'link':
      // The Tab key skips links, because Enter on their message reaches them. The tooltip shows the real
      // address of a label.
      return (
        <a
          href={node.href}
          title={node.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          tabIndex={-1}
          className="underline decoration-current/50 underline-offset-2 hover:decoration-current"
        >
          <Inlines nodes={node.children} />
        </a>
      )
    case 'mention':
      return <Mention text={node.text} name={node.name} />
    default: {
      const Tag = tags[node.kind]
      return (
        <Tag className={looks[node.kind]}>
          <Inlines nodes={node.children} />
        </Tag>
      )
    }
  }
}

/** Names the person by the present name, also after a change of the username. The user's own name stands out. */
function Mention({ text, name }: { text: string; name: string }) {
  const { byId, me } = usePeople()
  const id = useContext(MentionedContext).get(name)
  if (id === undefined) return text
  const person = byId.get(id)
  return (
    // The log opens the person's card. A button element's text could not be selected.
    <bdi
      role="button"
      tabIndex={-1}
      data-person={id}
      title={person && `@${person.username}`}
      className={classes(
        'cursor-pointer rounded-control px-0.5 font-medium',
        id === me
          ? 'bg-accent text-on-accent'
          : 'text-accent underline decoration-dotted underline-offset-4',
      )}
    >
      {person ? `@${person.display_name}` : text}
    </bdi>
  )
}
