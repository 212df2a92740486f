const BASE_MS = 500
const MAX_MS = 15_000

/** How long to wait after so many failures. The random share keeps clients that lost a relay together apart. */
export function backOffDelay(failures: number): number {
  return Math.min(MAX_MS, BASE_MS * 2 ** failures) * (0.5 + Math.random() / 2)
}
