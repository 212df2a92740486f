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

const isAddress = (host: string) => /^[\d.]+$|^\[|^[^.]*$/.test(host)

/**
 * Whether two origins belong to different sites for certain, so that browsers keep no cookies of one in a frame of the
 * other. Some more do: two customers of one hosting service share their last two labels, and only a list knows it.
 */
export function isOtherSite(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)]
  if (a.protocol !== b.protocol) return true
  if (a.hostname === b.hostname) return false
  if (isAddress(a.hostname) || isAddress(b.hostname)) return true
  const end = (host: string) => host.split('.').slice(-2).join('.')
  return end(a.hostname) !== end(b.hostname)
}
