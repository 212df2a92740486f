import type { Page } from '@playwright/test'

/** Milliseconds between animation frames, and of tasks that blocked a frame for 50 ms or more. */
export interface Recording {
  frames: number[]
  longTasks: number[]
}

/** The animation frames from a click to its content, and the milliseconds until it was painted. */
export interface Shown {
  frames: number
  painted: number
}

interface Probe {
  recording: Recording | null
  look(recording: Recording, before: number): void
  record(): void
  stop(): Recording | null
  /** Starts with the next click. Ends when the last `selector` contains the text. */
  timeClick(selector: string, text: string): void
  wait(click: number, frames: number, selector: string, text: string): void
  shown: Shown | null
}

declare global {
  interface Window {
    probe: Probe
  }
}

/**
 * Runs in every page before its own scripts. It is sent there as text, so it uses nothing outside itself. It names no
 * function: a helper that is not sent would keep the names.
 */
export function installProbe(): void {
  window.probe = {
    recording: null,
    shown: null,
    look(recording, before) {
      requestAnimationFrame((at) => {
        if (recording !== this.recording) return
        recording.frames.push(at - before)
        this.look(recording, at)
      })
    },
    record() {
      const recording: Recording = { frames: [], longTasks: [] }
      this.recording = recording
      requestAnimationFrame((at) => this.look(recording, at))
    },
    stop() {
      const { recording } = this
      this.recording = null
      return recording
    },
    timeClick(selector, text) {
      this.shown = null
      window.addEventListener(
        'click',
        (event) => requestAnimationFrame(() => this.wait(event.timeStamp, 1, selector, text)),
        { capture: true, once: true },
      )
    },
    wait(click, frames, selector, text) {
      const last = [...document.querySelectorAll(selector)].at(-1)
      if (!last?.textContent?.includes(text)) {
        requestAnimationFrame(() => this.wait(click, frames + 1, selector, text))
        return
      }
      // A message posted in a frame is delivered after its painting.
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => {
        this.shown = { frames, painted: performance.now() - click }
      })
      port1.start()
      port2.postMessage(null)
    },
  }
  new PerformanceObserver((list) => {
    window.probe.recording?.longTasks.push(...list.getEntries().map(({ duration }) => duration))
  }).observe({ type: 'longtask' })
}

/** Records frames while something happens. */
export async function recordFrames(page: Page, during: () => Promise<void>): Promise<Recording> {
  await page.evaluate(() => window.probe.record())
  await during()
  const recording = await page.evaluate(() => window.probe.stop())
  if (recording === null) throw new Error('the page was left while it was recorded')
  return recording
}

export async function timeClick(
  page: Page,
  click: () => Promise<void>,
  selector: string,
  text: string,
): Promise<Shown> {
  await page.evaluate(([where, what]) => window.probe.timeClick(where, what), [
    selector,
    text,
  ] as const)
  await click()
  await page.waitForFunction(() => window.probe.shown !== null)
  return (await page.evaluate(() => window.probe.shown))!
}
