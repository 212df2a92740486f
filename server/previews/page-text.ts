/** A page names its encoding in its first bytes. */
const DECLARED_BYTES = 1_024

/**
 * The text of a page. Its encoding is named by its first bytes, else by the site, else by the page itself. Without a
 * known name it is UTF-8, or Windows-1252 when the bytes are not UTF-8.
 */
export function pageText(bytes: Buffer, type: string): string {
  const byMark = markOf(bytes)
  const beginning = bytes.toString('latin1', 0, DECLARED_BYTES)
  const name =
    byMark ??
    /charset\s*=\s*["']?([\w:.-]+)/i.exec(type)?.[1] ??
    /<meta[^>]+charset\s*=\s*["']?([\w:.-]+)/i.exec(beginning)?.[1]
  const decoder = decoderOf(name)
  if (decoder !== null) return decoder.decode(bytes)
  // The last letter may be cut in the middle.
  const complete = bytes.subarray(0, Math.max(0, bytes.length - 4))
  const isUtf8 = canDecode(complete)
  return new TextDecoder(isUtf8 ? 'utf-8' : 'windows-1252').decode(bytes)
}

function markOf(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return undefined
}

function decoderOf(name: string | undefined): TextDecoder | null {
  if (name === undefined) return null
  try {
    return new TextDecoder(name)
  } catch {
    return null
  }
}

function canDecode(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
