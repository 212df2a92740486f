import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Certificate } from '../certificates.ts'
import { eventually } from '../eventually.ts'
import { findProgram } from '../supabase-cli/run.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const example = (name: string) => readFileSync(join(repository, 'deploy', name), 'utf8')

export interface ProxyPlace extends Certificate {
  folder: string
  port: number
  relayPorts: readonly number[]
  /** Another app on the same host. The proxy then has the settings for a base path. */
  appPort?: number
}

/** Replaces what an operator replaces in an example. A name that is missing would make the test test nothing. */
function fillIn(text: string, values: Record<string, string>): string {
  return Object.entries(values).reduce((filled, [from, to]) => {
    if (!filled.includes(from)) throw new Error(`the example has no line "${from}"`)
    return filled.replaceAll(from, to)
  }, text)
}

function nginxArguments(place: ProxyPlace): string[] {
  const { folder, port, relayPorts, appPort, ...tls } = place
  const [first, second = 1] = relayPorts
  const ofWholeHost = {
    '    listen [::]:80;\n': '',
    'listen 80;': `listen unix:${join(folder, 'http.socket')};`,
  }
  const host = appPort === undefined ? 'chat.example.org' : 'example.org'
  const site = fillIn(example(appPort === undefined ? 'nginx.conf' : 'nginx-path.conf'), {
    '    listen [::]:443 ssl http2;\n': '',
    'listen 443 ssl http2;': `listen 127.0.0.1:${port} ssl http2;`,
    ...(appPort === undefined
      ? ofWholeHost
      : { 'server 127.0.0.1:3000;': `server 127.0.0.1:${appPort};` }),
    'server 127.0.0.1:8002;': `server 127.0.0.1:${first};`,
    '# server 127.0.0.1:8003;': `server 127.0.0.1:${second};`,
    [`/etc/letsencrypt/live/${host}/fullchain.pem`]: tls.certificateFile,
    [`/etc/letsencrypt/live/${host}/privkey.pem`]: tls.keyFile,
    '/var/log/nginx/parley.log': join(folder, 'access.log'),
  })
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const temporary = kinds.map((kind) => `${kind}_temp_path ${join(folder, kind)};`).join('\n')
  const settings = join(folder, 'nginx.conf')
  const frame = `daemon off;\npid ${join(folder, 'nginx.pid')};\nerror_log stderr;\nevents {}\n`
  writeFileSync(settings, `${frame}http {\n${temporary}\n${site}}\n`)
  return ['-e', 'stderr', '-p', folder, '-c', settings]
}

function caddyArguments({ folder, certificateFile, keyFile, appPort }: ProxyPlace): string[] {
  const site = fillIn(example(appPort === undefined ? 'Caddyfile' : 'Caddyfile-path'), {
    '{$PUBLIC_URL} {\n': `{$PUBLIC_URL} {\n\ttls ${certificateFile} ${keyFile}\n`,
  })
  const settings = join(folder, 'Caddyfile')
  const frame = '{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n}\n'
  writeFileSync(settings, `${frame}${site}`)
  return ['run', '--adapter', 'caddyfile', '--config', settings]
}

const programs = { nginx: nginxArguments, caddy: caddyArguments }
export type ProxyName = keyof typeof programs

/** A proxy with the settings of `deploy/`, in front of relays on loopback. */
export class TestProxy {
  readonly #child: ChildProcess
  /** Everything that it has printed. */
  readonly output: () => string

  private constructor(child: ChildProcess, output: () => string) {
    this.#child = child
    this.output = output
  }

  /** Resolves when it accepts connections. */
  static async open(name: ProxyName, place: ProxyPlace): Promise<TestProxy> {
    const { PATH } = process.env
    const child = spawn(findProgram(name) ?? '', programs[name](place), {
      env: {
        PATH,
        HOME: place.folder,
        XDG_DATA_HOME: place.folder,
        XDG_CONFIG_HOME: place.folder,
        PUBLIC_URL: `https://localhost:${place.port}`,
        APP: `127.0.0.1:${place.appPort}`,
        PARLEY_RELAYS: place.relayPorts.map((port) => `127.0.0.1:${port}`).join(' '),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let output = ''
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    await eventually(
      () => `${name} listens: ${output}`,
      () => accepts(place.port),
    )
    return new TestProxy(child, () => output)
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return
    const gone = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await gone
  }
}

function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  return new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
  }).finally(() => socket.destroy())
}
