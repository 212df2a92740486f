/** Does one work after the other, and lets nobody wait for all that somebody else has brought. */
export interface Turns {
  take<T>(person: string, work: () => Promise<T>): Promise<T>
  /** Resolves when no work runs and none waits. */
  done(): Promise<void>
}

interface Line {
  /** The milliseconds that the works of this person took, on a scale that all who wait share. */
  used: number
  works: (() => Promise<void>)[]
}

/**
 * The next turn is that of whoever used the least time, and not that of the longest wait: a picture may take as long as
 * forty others. Who comes new begins where the others stand. So nobody saves time up, and nobody is shut out by somebody
 * who comes again and again.
 */
export function createTurns(now: () => number = () => performance.now()): Turns {
  const lines = new Map<string, Line>()
  let level = 0
  let running: Promise<void> | null = null

  function nextLine(): Line | undefined {
    let next: Line | undefined
    for (const line of lines.values()) {
      if (line.works.length > 0 && (next === undefined || line.used < next.used)) next = line
    }
    return next
  }

  async function run(): Promise<void> {
    for (let line = nextLine(); line !== undefined; line = nextLine()) {
      level = line.used
      const begun = now()
      await line.works.shift()!()
      line.used += now() - begun
      for (const [person, { used, works }] of lines) {
        if (works.length === 0 && used <= level) lines.delete(person)
      }
    }
    lines.clear()
    running = null
  }

  return {
    take(person, work) {
      return new Promise((resolve, reject) => {
        const line = lines.get(person) ?? { used: level, works: [] }
        line.used = Math.max(line.used, level)
        line.works.push(() => work().then(resolve, reject))
        lines.set(person, line)
        running ??= Promise.resolve().then(run)
      })
    },
    async done() {
      await running
    },
  }
}
