/** Undoes a start in the opposite order, also one that failed halfway. */
export class Teardown {
  readonly #steps: (() => unknown)[] = []
  readonly #starting: Promise<unknown>[] = []

  add(step: () => unknown): void {
    this.#steps.push(step)
  }

  /** Returns the part that is starting, and stops it later even when another part fails first. */
  adopt<T>(starting: Promise<T>, undo: (started: T) => unknown): Promise<T> {
    const adopted = starting.then((started) => {
      this.add(() => undo(started))
      return started
    })
    this.#starting.push(adopted.catch(() => {}))
    return adopted
  }

  /** A step that fails does not stop the other steps. Its error is reported at the end. */
  async run(): Promise<void> {
    await Promise.all(this.#starting)
    const problems: unknown[] = []
    for (const step of this.#steps.reverse()) {
      try {
        await step()
      } catch (error) {
        problems.push(error)
      }
    }
    if (problems.length > 0) throw new AggregateError(problems, 'Parley did not stop cleanly')
  }
}
