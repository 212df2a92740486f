interface Span {
  used: number
  endsAt: number
}

/**
 * Counts the uses of each key in the memory of this process. The first use begins a span of time, and what is used in it
 * counts until its end. A node has a few keys for each of its sockets, so a key is one small object and has no timer.
 *
 * Returns the milliseconds to wait, or 0 when the use is allowed.
 */
export function countHere(
  { uses, milliseconds }: { uses: number; milliseconds: number },
  // Not the time of day: a clock that is set back must not refuse anybody for longer.
  now: () => number = () => performance.now(),
): (key: string, cost: number) => number {
  /** All spans last equally long. So they stand in the order of their ends. */
  const spans = new Map<string, Span>()

  function begin(key: string, cost: number, time: number): Span {
    for (const [old, { endsAt }] of spans) {
      if (endsAt > time) break
      spans.delete(old)
    }
    const span = { used: cost, endsAt: Math.ceil(time) + milliseconds }
    spans.set(key, span)
    return span
  }

  return (key, cost) => {
    const time = now()
    const present = spans.get(key)
    const isOver = present === undefined || present.endsAt <= time
    if (!isOver) present.used += cost
    const { used, endsAt } = isOver ? begin(key, cost, time) : present
    return used > uses ? endsAt - time : 0
  }
}
