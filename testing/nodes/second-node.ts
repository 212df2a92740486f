import { buildApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { freePort } from '../../supabase/local/cluster/free-port.ts'
import { TestBrowser } from '../browser.ts'
import { RelayProcess } from '../relay-process.ts'
import type { TestPerson, TestRelay } from '../relay.ts'

/** Another relay on the same database. */
export interface OtherNode {
  url: string
  /** The same person on this node, with the same session. */
  at(person: TestPerson): TestPerson
  close(): Promise<void>
}

/** In this process. */
export async function openOtherNode(
  first: TestRelay,
  overrides: NodeJS.ProcessEnv = {},
): Promise<OtherNode> {
  const { port, url, env } = await placeBeside(first, overrides)
  const app = await buildApp(readConfig(env))
  await app.listen({ port, host: '127.0.0.1' })
  return { url, at: (person) => personAt(person, url), close: () => app.close() }
}

/** In a process of its own, which a test can kill. */
export async function startOtherNode(
  first: TestRelay,
  overrides: NodeJS.ProcessEnv = {},
): Promise<OtherNode & { process: RelayProcess }> {
  const { url, env } = await placeBeside(first, overrides)
  const process = new RelayProcess(env)
  await process.start()
  return { url, process, at: (person) => personAt(person, url), close: () => process.kill() }
}

/** All nodes have one public address, as behind a proxy. */
async function placeBeside(first: TestRelay, overrides: NodeJS.ProcessEnv) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = { ...first.env, PORT: String(port), PARLEY_ORIGINS: url, ...overrides }
  return { port, url, env }
}

function personAt(person: TestPerson, url: string): TestPerson {
  const browser = new TestBrowser(url)
  for (const [name, value] of person.browser.cookies) browser.cookies.set(name, value)
  return { ...person, browser }
}

/** Whether each of these nodes hears so many others. */
export async function hearEachOther(count: number, ...nodes: readonly { url: string }[]) {
  const heard = await Promise.all(
    nodes.map(async ({ url }) => {
      const text = await (await fetch(`${url}/metrics`)).text()
      return Number(/^parley_nodes (\d+)$/m.exec(text)?.[1])
    }),
  )
  return heard.every((number) => number === count)
}
