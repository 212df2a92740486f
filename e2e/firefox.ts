import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { eventually } from '../testing/eventually.ts'

interface Answer {
  id?: number
  method?: string
  params?: { text?: string | null }
  result?: unknown
  message?: string
}

/** The name of an element in the BiDi protocol. */
interface ElementReference {
  sharedId: string
}
type Remote = { type: string; value?: unknown; sharedId?: string }

/** A Firefox with its own profile, driven by WebDriver BiDi, which Firefox speaks by itself. */
export class Firefox {
  /** Everything that the consoles of its tabs said. */
  readonly console: string[] = []
  #last = 0
  readonly #waiting = new Map<number, (answer: Answer) => void>()
  readonly #child: ChildProcess
  readonly #profile: string
  readonly #socket: WebSocket

  private constructor(child: ChildProcess, profile: string, socket: WebSocket) {
    this.#child = child
    this.#profile = profile
    this.#socket = socket
    socket.on('message', (data: Buffer) => this.#hear(JSON.parse(data.toString()) as Answer))
  }

  /** `preferences` are those of `about:config`. */
  static async start(program: string, preferences: Record<string, unknown> = {}): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), 'parley-firefox-'))
    const lines = Object.entries(preferences).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    )
    writeFileSync(join(profile, 'user.js'), lines.join('\n'))
    const options = ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile]
    const child = spawn(program, options, { stdio: ['ignore', 'ignore', 'pipe'] })
    try {
      const socket = new WebSocket(`${await addressOf(child)}/session`)
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
      const firefox = new Firefox(child, profile, socket)
      await firefox.call('session.new', { capabilities: {} })
      await firefox.call('session.subscribe', { events: ['log.entryAdded'] })
      return firefox
    } catch (error) {
      child.kill()
      throw error
    }
  }

  /** A tab of a person of its own, or of the same person as another tab. */
  async open(url: string, beside?: FirefoxTab): Promise<FirefoxTab> {
    const userContext =
      beside?.userContext ??
      (await this.call<{ userContext: string }>('browser.createUserContext', {})).userContext
    const { context } = await this.call<{ context: string }>('browsingContext.create', {
      type: 'tab',
      userContext,
    })
    const viewport = { width: 1280, height: 800 }
    await this.call('browsingContext.setViewport', { context, viewport })
    const tab = new FirefoxTab(this, context, userContext)
    await tab.goto(url)
    return tab
  }

  call<T = unknown>(method: string, params: object): Promise<T> {
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, message }) => {
        if (result === undefined) reject(new Error(`${method}: ${message}`))
        else resolve(result as T)
      })
      this.#socket.send(JSON.stringify({ id, method, params }))
    })
  }

  async close(): Promise<void> {
    const { exitCode, signalCode } = this.#child
    const ended = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#socket.terminate()
    this.#child.kill()
    if (exitCode === null && signalCode === null) await ended
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 10 })
  }

  #hear(answer: Answer): void {
    if (answer.method === 'log.entryAdded') this.console.push(answer.params?.text ?? '')
    if (answer.id === undefined) return
    this.#waiting.get(answer.id)?.(answer)
    this.#waiting.delete(answer.id)
  }
}

/** Firefox writes the address of its remote agent when it listens. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const address = /listening on (ws:\/\/\S+)/.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`Firefox ended: ${said}`)))
  })
}

/** One tab. Keys and clicks go through Firefox as those of a person do. */
export class FirefoxTab {
  readonly userContext: string
  readonly #firefox: Firefox
  readonly #context: string

  constructor(firefox: Firefox, context: string, userContext: string) {
    this.#firefox = firefox
    this.#context = context
    this.userContext = userContext
  }

  async goto(url: string): Promise<void> {
    const context = this.#context
    await this.#firefox.call('browsingContext.navigate', { context, url, wait: 'complete' })
  }

  async reload(): Promise<void> {
    await this.#firefox.call('browsingContext.reload', { context: this.#context, wait: 'complete' })
  }

  /** Runs an expression in the page. It must have a value that JSON knows. */
  async value<T>(expression: string): Promise<T> {
    const remote = await this.#evaluate(`JSON.stringify((${expression}) ?? null)`)
    return JSON.parse(remote.value as string) as T
  }

  /** Waits until the page shows this text. */
  async sees(text: string): Promise<void> {
    let shown = ''
    await eventually(
      () => `Firefox shows "${text}", not: ${shown.slice(0, 1000)}`,
      async () => {
        shown = await this.value<string>('document.body.innerText')
        return shown.includes(text)
      },
      undefined,
      50,
    )
  }

  /** Waits for the first visible element with this selector and, if given, this name, and clicks it. */
  async click(selector: string, name?: string): Promise<void> {
    const origin = { type: 'element', element: await this.#find(selector, name) }
    const actions = [
      { type: 'pointerMove', x: 0, y: 0, origin },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]
    await this.#perform({ type: 'pointer', id: 'mouse', actions })
  }

  /** Writes into the box with this selector. */
  async write(selector: string, text: string): Promise<void> {
    await this.click(selector)
    await this.press(...Array.from(text))
  }

  /** Chooses files of the disk, as in the dialog that the page opens. */
  async choose(selector: string, ...files: string[]): Promise<void> {
    let found: Remote = { type: 'undefined' }
    await eventually(`Firefox has ${selector}`, async () => {
      found = await this.#evaluate(`document.querySelector(${JSON.stringify(selector)})`)
      return found.type === 'node'
    })
    const element = { sharedId: found.sharedId! }
    await this.#firefox.call('input.setFiles', { context: this.#context, element, files })
  }

  /** Waits until an expression is true in the page. */
  async becomes(expression: string): Promise<void> {
    await eventually(expression, () => this.value<boolean>(expression), undefined, 50)
  }

  async press(...keys: string[]): Promise<void> {
    const actions = keys.flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ])
    await this.#perform({ type: 'key', id: 'keyboard', actions })
  }

  async setOffline(isOffline: boolean): Promise<void> {
    await this.#firefox.call('emulation.setNetworkConditions', {
      networkConditions: isOffline ? { type: 'offline' } : null,
      userContexts: [this.userContext],
    })
  }

  async #find(selector: string, name?: string): Promise<ElementReference> {
    const wanted = JSON.stringify(name ?? null)
    const find = `[...document.querySelectorAll(${JSON.stringify(selector)})].find((element) =>
      element.checkVisibility() && [null, element.ariaLabel, element.textContent.trim()].includes(${wanted}))`
    let found: Remote = { type: 'undefined' }
    await eventually(
      `Firefox shows ${selector} ${name ?? ''}`,
      async () => (found = await this.#evaluate(find)).type === 'node',
      undefined,
      50,
    )
    return { sharedId: found.sharedId! }
  }

  async #perform(source: object): Promise<void> {
    const params = { context: this.#context, actions: [source] }
    await this.#firefox.call('input.performActions', params)
  }

  async #evaluate(expression: string): Promise<Remote> {
    const { result, exceptionDetails } = await this.#firefox.call<{
      result: Remote
      exceptionDetails?: { text: string }
    }>('script.evaluate', {
      expression,
      target: { context: this.#context },
      awaitPromise: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.text)
    return result
  }
}
