import { createLowlight } from 'lowlight'
import { grammarOf, grammars } from './languages.ts'
import type { Piece } from './pieces.ts'

const lowlight = createLowlight()

/** The code in pieces, or null while its grammar is not here. The pieces hold the whole code, and nothing else. */
export function highlightNow(code: string, language: string): readonly Piece[] | null {
  const grammar = grammarOf(language)
  if (grammar === undefined || !lowlight.registered(grammar)) return null
  const pieces: Piece[] = []
  collect(lowlight.highlight(grammar, code), null, pieces)
  // A grammar that loses or adds a character is not used: the reader must see what the author wrote.
  return pieces.map(({ text }) => text).join('') === code ? pieces : null
}

/** The same, after the grammar is loaded. Null: there is no grammar for this language. */
export async function highlight(code: string, language: string): Promise<readonly Piece[] | null> {
  const grammar = grammarOf(language)
  if (grammar === undefined) return null
  if (!lowlight.registered(grammar)) {
    const { default: definition } = await grammars[grammar]!()
    lowlight.register(grammar, definition)
  }
  return highlightNow(code, language)
}

type Root = ReturnType<typeof lowlight.highlight>

/** How each scope of the library is drawn. A scope that is missing here is drawn like the scope around it. */
const roles: Readonly<Record<string, Piece['role']>> = {
  ...{ comment: 'comment', quote: 'comment', doctag: 'comment' },
  ...{ keyword: 'keyword', 'selector-tag': 'keyword', tag: 'keyword', name: 'keyword' },
  ...{ string: 'string', regexp: 'string', char: 'string', addition: 'string', link: 'string' },
  ...{ number: 'value', literal: 'value', symbol: 'value', bullet: 'value', meta: 'value' },
  ...{ title: 'name', type: 'name', section: 'name', attr: 'name', attribute: 'name' },
  ...{ built_in: 'name', property: 'name', 'selector-class': 'name', 'selector-id': 'name' },
  deletion: 'removed',
}

function collect(
  node: Root | Root['children'][number],
  role: Piece['role'],
  pieces: Piece[],
): void {
  if (node.type === 'text') {
    pieces.push({ text: node.value, role })
    return
  }
  if (!('children' in node)) return
  const inside = node.type === 'element' ? (roleOf(node.properties['className']) ?? role) : role
  for (const child of node.children) collect(child, inside, pieces)
}

function roleOf(names: unknown): Piece['role'] {
  const [first] = Array.isArray(names) ? names : []
  const scope = String(first ?? '').replace(/^hljs-/, '')
  return Object.hasOwn(roles, scope) ? roles[scope]! : null
}
