import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './supabase-cli/run.ts'

export interface Certificate {
  certificateFile: string
  keyFile: string
}

/** An authority that only one test trusts. The `openssl` program makes it. */
export class TestAuthority implements Certificate {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async open(folder: string): Promise<TestAuthority> {
    const authority = new TestAuthority(folder)
    const { certificateFile, keyFile } = authority
    const subject = ['-subj', '/CN=An authority of a test', '-days', '2']
    await openssl('req', '-x509', ...newKey(keyFile), ...subject, '-out', certificateFile)
    return authority
  }

  get certificateFile(): string {
    return join(this.#folder, 'authority.crt')
  }

  get keyFile(): string {
    return join(this.#folder, 'authority.key')
  }

  /** A certificate for these names, such as `IP:127.0.0.1,DNS:localhost`. */
  async issue(name: string, alternativeNames: string): Promise<Certificate> {
    const file = (end: string) => join(this.#folder, `${name}.${end}`)
    const issued = { certificateFile: file('crt'), keyFile: file('key') }
    writeFileSync(file('ext'), `subjectAltName=${alternativeNames}\n`)
    await openssl('req', ...newKey(issued.keyFile), '-subj', `/CN=${name}`, '-out', file('csr'))
    const signed = ['-CA', this.certificateFile, '-CAkey', this.keyFile, '-CAcreateserial']
    const what = ['-in', file('csr'), '-extfile', file('ext'), '-days', '2']
    await openssl('x509', '-req', ...what, ...signed, '-out', issued.certificateFile)
    return issued
  }
}

const newKey = (file: string) => [
  '-newkey',
  'ec',
  '-pkeyopt',
  'ec_paramgen_curve:prime256v1',
  '-nodes',
  '-keyout',
  file,
]

async function openssl(...args: string[]): Promise<void> {
  const { code, stderr } = await run('openssl', args)
  if (code !== 0) throw new Error(`openssl failed: ${stderr}`)
}
