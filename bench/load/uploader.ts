import { randomBytes } from 'node:crypto'
import type { TestPerson } from '../../testing/relay.ts'
import { uploadBytes } from '../../testing/uploads.ts'

/**
 * Uploads files for some people at once, in a process of its own, so that it does not disturb what the benchmark
 * measures.
 */
interface UploaderTask {
  url: string
  /** The cookies of one person for each upload. */
  cookies: string[]
  bytes: number
}

const { url, cookies, bytes } = JSON.parse(process.argv[2] ?? '') as UploaderTask
const data = randomBytes(bytes)
await Promise.all(
  cookies.map((cookieHeader) => {
    const browser = { url, cookieHeader } as TestPerson['browser']
    return uploadBytes({ browser }, data)
  }),
)
