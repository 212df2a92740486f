/** Computes anew only when an argument changed. Until then it returns the last result, which is the same object. */
export function lastOf<Args extends readonly unknown[], Result>(
  compute: (...args: Args) => Result,
): (...args: Args) => Result {
  let last: { args: Args; result: Result } | undefined
  return (...args) => {
    const known = last?.args
    const isSame = known?.length === args.length && args.every((arg, i) => Object.is(arg, known[i]))
    if (last === undefined || !isSame) last = { args, result: compute(...args) }
    return last.result
  }
}
