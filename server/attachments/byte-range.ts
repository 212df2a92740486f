import type { ByteRange } from './storage/blob-store.ts'

/**
 * The one range that a request asks for. `whole`: it asks for none, or in a way that this relay may ignore, such as
 * several ranges. `beyond`: nothing of the file lies in it.
 */
export function rangeIn(header: string | undefined, size: number): ByteRange | 'whole' | 'beyond' {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return 'whole'
  if (from === '') {
    const start = Math.max(0, size - Number(to))
    return to === '0' || size === 0 ? 'beyond' : { start, end: size - 1 }
  }
  const start = Number(from)
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < start) return 'whole'
  return start >= size ? 'beyond' : { start, end }
}
