/** The work outside the model: scheduled turns of the event loop, and statements that the database runs. */
export class Work {
  #open = 0
  #rested: (() => void) | null = null

  begin(): void {
    this.#open++
  }

  end(): void {
    this.#open--
    if (this.#open === 0) this.#rested?.()
  }

  /** Resolves when nothing moves until the model acts again. */
  async settled(turn: () => Promise<void>): Promise<void> {
    do {
      await turn()
      if (this.#open > 0) await new Promise<void>((resolve) => (this.#rested = resolve))
      this.#rested = null
    } while (this.#open > 0)
    await turn()
  }
}
