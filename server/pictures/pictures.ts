import type { Logger } from '../logger.ts'
import { Refusal } from '../refusal.ts'
import type { Picture } from './download.ts'

/** The most bytes of all pictures in memory together. The picture that nobody asked for longest goes first. */
const MAX_BYTES = 32 * 1024 * 1024
/** What each picture costs besides its bytes. A picture that could not be fetched costs memory for its address. */
const BYTES_PER_ENTRY = 4 * 1024
const FRESH_MILLISECONDS = 60 * 60_000
const FAILED_MILLISECONDS = 5 * 60_000
const MAX_DOWNLOADS = 16
const MAX_WAITING = 64

interface Entry {
  /** Null when it could not be fetched. */
  picture: Picture | null
  until: number
}

export interface Pictures {
  /** The picture at this address, or null. `onDownload` is called first when it has to be fetched. */
  get(address: string, onDownload: () => Promise<void>): Promise<Picture | null>
}

const sizeOf = ({ picture }: Entry) => BYTES_PER_ENTRY + (picture?.bytes.length ?? 0)

/** Fetches each picture once for everybody, and keeps some of them in memory. */
export function createPictures(
  download: (address: string) => Promise<Picture>,
  { log, now = Date.now }: { log: Logger; now?: () => number },
): Pictures {
  const entries = new Map<string, Entry>()
  const downloads = new Map<string, Promise<Picture | null>>()
  const acquire = createSlots()
  let bytes = 0

  function forget(address: string): void {
    const entry = entries.get(address)
    if (entry === undefined) return
    bytes -= sizeOf(entry)
    entries.delete(address)
  }

  /** A map keeps the order of insertion, so its first entry is the one that was not asked for longest. */
  function remember(address: string, entry: Entry): void {
    forget(address)
    entries.set(address, entry)
    bytes += sizeOf(entry)
    for (const oldest of entries.keys()) {
      if (bytes <= MAX_BYTES) break
      forget(oldest)
    }
  }

  async function fetchOnce(address: string): Promise<Picture | null> {
    const release = await acquire()
    const picture = await download(address)
      .catch((error: Error) => {
        // The address itself stays out of the log: it can name a person or hold a key.
        log.debug({ reason: error.message }, 'a picture could not be fetched')
        return null
      })
      .finally(release)
    const lasts = picture === null ? FAILED_MILLISECONDS : FRESH_MILLISECONDS
    remember(address, { picture, until: now() + lasts })
    return picture
  }

  function begin(address: string): Promise<Picture | null> {
    const running = fetchOnce(address).finally(() => downloads.delete(address))
    downloads.set(address, running)
    return running
  }

  return {
    async get(address, onDownload) {
      const known = entries.get(address)
      if (known !== undefined && known.until > now()) {
        remember(address, known)
        return known.picture
      }
      const running = downloads.get(address)
      if (running !== undefined) return running
      await onDownload()
      // Another person may have begun the same download in the meantime.
      return downloads.get(address) ?? begin(address)
    },
  }
}

/** Slow sites hold up only other pictures, and only as many downloads as there are slots. */
function createSlots(): () => Promise<() => void> {
  let free = MAX_DOWNLOADS
  const waiting: (() => void)[] = []
  const release = () => {
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  }
  return async () => {
    if (free > 0) free -= 1
    else if (waiting.length >= MAX_WAITING) {
      throw new Refusal('unavailable', 'Too many pictures are being fetched.')
    } else await new Promise<void>((resolve) => waiting.push(resolve))
    return release
  }
}
