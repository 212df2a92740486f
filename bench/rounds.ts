/** Milliseconds of one request on both installations. */
export interface Line {
  name: string
  full: number
  empty: number
}

/**
 * Medians over rounds. Each round sends every request to both installations in turn, so that other load on the machine
 * affects both equally. A first round warms up and is not counted.
 */
export async function interleave<Subject>(
  requests: Record<string, (subject: Subject) => Promise<unknown>>,
  subjects: { full: Subject; empty: Subject },
  rounds: number,
): Promise<Line[]> {
  const times = new Map(
    Object.keys(requests).map((name) => [name, { full: [] as number[], empty: [] as number[] }]),
  )
  for (let round = 0; round <= rounds; round++) {
    for (const [name, request] of Object.entries(requests)) {
      for (const side of ['full', 'empty'] as const) {
        const begin = performance.now()
        await request(subjects[side])
        if (round > 0) times.get(name)![side].push(performance.now() - begin)
      }
    }
  }
  return [...times].map(([name, { full, empty }]) => ({
    name,
    full: median(full),
    empty: median(empty),
  }))
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The results as Markdown. */
export function printTable(lines: readonly Line[]): void {
  console.log('| request | 1,000,000 messages, ms | empty, ms | ratio |')
  console.log('| --- | ---: | ---: | ---: |')
  for (const { name, full, empty } of lines) {
    console.log(
      `| ${name} | ${full.toFixed(1)} | ${empty.toFixed(1)} | ${(full / empty).toFixed(1)} |`,
    )
  }
}
