/** One thing that a node says: what to do, with which arguments, and the push that goes to clients unchanged. */
export interface Frame {
  action: string
  args: readonly unknown[]
  /** JSON. It is parsed only by a node that has a socket for it. */
  push: string
}

export interface Batch {
  /**
   * The number of frames that this node had made before this batch, sent or not. A receiver that counts another number
   * has missed something.
   */
  before: number
  frames: readonly Frame[]
}

const NO_PUSH = 'null'

/** JSON holds no line break, so each frame is two lines: action with arguments, and push. */
export const encodeFrame = (action: string, args: readonly unknown[], push?: unknown): string =>
  `${JSON.stringify([action, ...args])}\n${push === undefined ? NO_PUSH : JSON.stringify(push)}`

export const encodeBatch = (before: number, frames: readonly string[]): string =>
  [String(before), ...frames].join('\n')

/** @throws SyntaxError */
export function decodeBatch(text: string): Batch {
  const [before = '', ...lines] = text.split('\n')
  const frames: Frame[] = []
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [action, ...args] = JSON.parse(lines[at]!) as [string, ...unknown[]]
    frames.push({ action, args, push: lines[at + 1]! })
  }
  return { before: Number(before), frames }
}
