import { classes } from '../ui/classes.ts'
import { usePeople } from '../conversation/context.ts'
import type { Inline } from '../../wire/text/nodes.ts'

const tags = { strong: 'strong', em: 'em', strike: 's' } as const
/** The font has no italic, so the browser may slant the letters here. */
const looks = { strong: 'font-bold', em: 'italic [font-synthesis:style]', strike: undefined }

export function Inlines({ nodes }: { nodes: readonly Inline[] }) {
  return nodes.map((node, place) => <InlineView key={place} node={node} />)
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
          {node.text}
        </a>
      )
    case 'mention':
      return <Mention text={node.text} username={node.username} />
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

/** Only a participant's name is marked. The user's own name stands out. */
function Mention({ text, username }: { text: string; username: string }) {
  const { byUsername, me } = usePeople()
  const person = byUsername.get(username)
  if (!person) return text
  return (
    <span
      title={person.display_name}
      className={classes(
        'rounded-control px-0.5 font-medium',
        person.id === me
          ? 'bg-accent text-on-accent'
          : 'text-accent underline decoration-dotted underline-offset-4',
      )}
    >
      {text}
    </span>
  )
}
