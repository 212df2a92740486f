import { Agent, request } from 'node:http'
import { cpuSecondsOf } from './process-tree.ts'
import type { Address, BridgeResult, BridgeTask } from './protocol.ts'

/** Browsers that sign in, each with its own token and without cookies. */
export async function measureBridge({
  address,
  tokens,
  atOnce,
  pids,
}: BridgeTask): Promise<BridgeResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const cookies: string[] = []
  let next = 0
  const [begin, cpu] = [performance.now(), cpuSecondsOf(pids)]
  const lane = async () => {
    while (next < tokens.length) {
      const person = next++
      cookies[person] = await signIn(agent, address, tokens[person]!)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  const seconds = (performance.now() - begin) / 1000
  const cpuSeconds = cpuSecondsOf(pids) - cpu
  agent.destroy()
  return {
    perSecond: tokens.length / seconds,
    perCpuSecond: tokens.length / cpuSeconds,
    cookies,
  }
}

/** Resolves with the Cookie header that the browser sends from now on. */
function signIn(agent: Agent, { host, port }: Address, token: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      origin: `http://${host}:${port}`,
      'x-parley-client': '1',
      authorization: `Bearer ${token}`,
    }
    const options = { agent, host, port, method: 'POST', path: '/api/auth/session/bridge', headers }
    request(options, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode === 201) return resolve(cookiesOf(response.headers['set-cookie']))
        reject(new Error(`the bridge answered ${response.statusCode}`))
      })
    })
      .once('error', reject)
      .end()
  })
}

const cookiesOf = (lines: string[] = []) => lines.map((line) => line.split(';', 1)[0]).join('; ')
