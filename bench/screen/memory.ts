import type { CDPSession, Page } from '@playwright/test'

/** The memory of a page after a garbage collection. */
export interface Sample {
  /** The number of messages that have arrived or scrolled past. */
  messages: number
  heap: number
  nodes: number
  listeners: number
  /** The number of messages in the document. */
  rows: number
  /** The bytes of this origin in the browser's own storage. */
  stored: number
}

export class MemoryProbe {
  readonly #page: Page
  readonly #session: CDPSession

  private constructor(page: Page, session: CDPSession) {
    this.#page = page
    this.#session = session
  }

  static async attach(page: Page): Promise<MemoryProbe> {
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    await session.send('HeapProfiler.enable')
    return new MemoryProbe(page, session)
  }

  async sample(messages: number): Promise<Sample> {
    // A second collection frees what the first one made unreachable.
    await this.#session.send('HeapProfiler.collectGarbage')
    await this.#session.send('HeapProfiler.collectGarbage')
    const { metrics } = await this.#session.send('Performance.getMetrics')
    const valueOf = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? NaN
    const seen = await this.#page.evaluate(async () => ({
      rows: document.querySelectorAll('[role="log"] article').length,
      stored: (await navigator.storage.estimate()).usage ?? 0,
    }))
    return {
      messages,
      heap: valueOf('JSHeapUsedSize'),
      nodes: valueOf('Nodes'),
      listeners: valueOf('JSEventListeners'),
      ...seen,
    }
  }
}
