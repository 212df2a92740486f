import type { Emphasis, Inline } from './nodes.ts'

export type Token =
  | { kind: 'leaf'; leaf: Inline }
  | { kind: 'emphasis'; emphasis: Emphasis; sign: string; opens: boolean; closes: boolean }

/**
 * Pairs each opening emphasis with its closing one, then builds the tree. An emphasis is never nested in
 * itself, which limits the depth. Each token is pushed and popped at most once, which limits the time.
 */
export function pairEmphasis(tokens: readonly Token[]): Inline[] {
  const opened = new Set<number>()
  const closed = new Set<number>()
  const open: number[] = []
  tokens.forEach((token, here) => {
    if (token.kind !== 'emphasis') return
    const place = open.findIndex((other) => isSame(tokens[other], token.sign))
    if (token.closes && place !== -1 && open[place] !== here - 1) {
      opened.add(open[place]!)
      closed.add(here)
      // An emphasis that was opened in between and not closed stays plain text.
      open.length = place
    } else if (token.opens) {
      if (place !== -1) open.splice(place, 1)
      open.push(here)
    }
  })
  return treeOf(tokens, opened, closed)
}

function isSame(token: Token | undefined, sign: string): boolean {
  return token?.kind === 'emphasis' && token.sign === sign
}

function treeOf(tokens: readonly Token[], opened: Set<number>, closed: Set<number>): Inline[] {
  const root: Inline[] = []
  const branches = [root]
  tokens.forEach((token, here) => {
    const branch = branches.at(-1) ?? root
    if (token.kind === 'leaf') addLeaf(branch, token.leaf)
    else if (opened.has(here)) {
      const children: Inline[] = []
      branch.push({ kind: token.emphasis, children })
      branches.push(children)
    } else if (closed.has(here)) branches.pop()
    else addLeaf(branch, { kind: 'text', text: token.sign })
  })
  return root
}

/** A sign without a partner joins the text around it. */
function addLeaf(branch: Inline[], leaf: Inline): void {
  const last = branch.at(-1)
  if (leaf.kind === 'text' && last?.kind === 'text') last.text += leaf.text
  else branch.push(leaf.kind === 'text' ? { ...leaf } : leaf)
}
