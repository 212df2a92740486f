/** The origin of an http(s) address (`https://chat.example.org`), or null. A path other than `/` is not an origin. */
export function readOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const plain = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  return plain && (url.protocol === 'http:' || url.protocol === 'https:') ? url.origin : null
}

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]']

export function isLoopback(origin: string): boolean {
  return loopbackHosts.includes(new URL(origin).hostname)
}

/**
 * The other loopback names of an origin: a person who runs the app on localhost may open 127.0.0.1. An origin that is
 * not loopback has none.
 */
export function loopbackAliases(origin: string): string[] {
  if (!isLoopback(origin)) return [origin]
  return loopbackHosts.map((host) => {
    const url = new URL(origin)
    url.hostname = host
    return url.origin
  })
}
