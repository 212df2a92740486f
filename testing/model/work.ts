/** What is going on outside of the model's hands: turns of the event loop that are asked for, and statements the database runs. */
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

  /** Resolves when nothing moves any more until the model moves something. */
  async settled(turn: () => Promise<void>): Promise<void> {
    do {
      await turn()
      if (this.#open > 0) await new Promise<void>((resolve) => (this.#rested = resolve))
      this.#rested = null
    } while (this.#open > 0)
    await turn()
  }
}
