/**
 * Counts the uses of `key`; `cost` is one by default. Above the limit it throws `rate_limited` with the seconds to wait.
 */
export type Limit = (key: string, cost?: number) => Promise<void>

interface Portion {
  left: number
  /** Resolves when the shared count has granted it. */
  granted: Promise<void>
}

/**
 * Takes uses from a shared count in portions, and keeps each for `milliseconds`. So an active person causes one request
 * to the shared count, and not one for each event. What a node keeps and nobody uses is lost: a person who is on several
 * nodes reaches the limit early by one portion for each node.
 */
export function inPortions(shared: Limit, size: number, milliseconds: number): Limit {
  if (size <= 1) return shared
  const portions = new Map<string, Portion>()

  function take(key: string, uses: number): Portion {
    const portion: Portion = { left: uses, granted: shared(key, uses) }
    const forget = () => {
      if (portions.get(key) === portion) portions.delete(key)
    }
    portions.set(key, portion)
    portion.granted.then(() => setTimeout(forget, milliseconds).unref(), forget)
    return portion
  }

  return async (key, cost = 1) => {
    if (cost === 0) return
    let portion = portions.get(key)
    if (portion === undefined || portion.left < cost) portion = take(key, Math.max(cost, size))
    portion.left -= cost
    await portion.granted
  }
}
