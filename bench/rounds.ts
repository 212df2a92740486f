import { median } from './figures.ts'

/** Milliseconds of one request on each subject, by the subject's name. */
export interface Line {
  name: string
  milliseconds: Record<string, number>
}

/**
 * Medians over rounds. Each round sends every request to all subjects in turn, so that other load on the machine
 * affects all of them. The first in turn finds the processor's caches full of another request, so each round begins
 * with the next one. A first round warms up and is not counted.
 */
export async function interleave<Subject>(
  requests: Record<string, (subject: Subject) => Promise<unknown>>,
  subjects: Record<string, Subject>,
  rounds: number,
): Promise<Line[]> {
  const times = new Map<string, Record<string, number[]>>()
  const sides = Object.entries(subjects)
  for (let round = 0; round <= rounds; round++) {
    sides.push(sides.shift()!)
    for (const [name, request] of Object.entries(requests)) {
      const taken = times.get(name) ?? {}
      times.set(name, taken)
      for (const [side, subject] of sides) {
        const begin = performance.now()
        await request(subject)
        if (round > 0) (taken[side] ??= []).push(performance.now() - begin)
      }
    }
  }
  return [...times].map(([name, taken]) => ({
    name,
    milliseconds: Object.fromEntries(
      Object.entries(taken).map(([side, values]) => [side, median(values)]),
    ),
  }))
}
