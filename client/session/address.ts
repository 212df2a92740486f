/** What a sign-in writes into an address: tokens, one-time codes, errors, and what belongs to them. */
const carried =
  /^((access|refresh|provider|provider_refresh)_token|expires_(in|at)|token_(hash|type)|code|error.*|message|type|sb)$/

const namesIn = (text: string) =>
  [...new URLSearchParams(text).keys()].filter((name) => carried.test(name))

export const hasLink = () =>
  namesIn(location.search).length + namesIn(location.hash.slice(1)).length > 0

/**
 * Takes a sign-in out of the address bar and the history, and returns the whole address as it was. Null when there is
 * none. Nobody may bookmark, share or read it a second time, whatever the page does with it.
 */
export function takeLink(): string | null {
  if (!hasLink()) return null
  const { href } = location
  const url = new URL(href)
  for (const name of [...namesIn(url.search), 'redirect_to']) url.searchParams.delete(name)
  if (namesIn(url.hash.slice(1)).length > 0) url.hash = ''
  history.replaceState(history.state, '', url.pathname + url.search + url.hash)
  return href
}
