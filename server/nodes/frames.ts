/** One thing that a node says: what to do, with which arguments, and what goes to clients unchanged. */
export interface Frame {
  action: string
  args: readonly unknown[]
  /** JSON, one push or those of several frames. It is parsed only by a node that has a socket for it. */
  pushes: readonly string[]
}

export interface Batch {
  /**
   * The number of frames that this node had made before this batch, sent or not. A receiver that counts another number
   * has missed something.
   */
  before: number
  /** The number of frames in this batch, before any of them were joined. */
  count: number
  frames: readonly Frame[]
}

const NO_PUSH = 'null'

/** JSON holds no line break, so each frame is two lines: action with arguments, and push. */
export const encodeFrame = (action: string, args: readonly unknown[], push?: unknown): string =>
  `${JSON.stringify([action, ...args])}\n${push === undefined ? NO_PUSH : JSON.stringify(push)}`

export const encodeBatch = (before: number, frames: readonly string[]): string =>
  [String(before), ...frames].join('\n')

/**
 * Frames of one conversation that say the same except for their push become one, as long as `joinedIn` names the
 * conversation of each frame between them. All others keep their order.
 *
 * @throws SyntaxError
 */
export function decodeBatch(
  text: string,
  joinedIn: (action: string, args: readonly unknown[]) => string | null,
): Batch {
  const [before = '', ...lines] = text.split('\n')
  const frames: Frame[] = []
  const open = new Map<string, { head: string; pushes: string[] }>()
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [head, push] = [lines[at]!, lines[at + 1]!]
    const [action, ...args] = JSON.parse(head) as [string, ...unknown[]]
    const conversationId = joinedIn(action, args)
    const joined = conversationId === null ? undefined : open.get(conversationId)
    if (joined?.head === head) {
      joined.pushes.push(push)
      continue
    }
    const pushes = [push]
    frames.push({ action, args, pushes })
    if (conversationId === null) open.clear()
    else open.set(conversationId, { head, pushes })
  }
  return { before: Number(before), count: lines.length >> 1, frames }
}
