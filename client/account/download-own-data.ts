import { basePath } from '../browser/place.ts'
import { requestError } from '../requests/http.ts'
import { RequestError } from '../requests/request-error.ts'

/** The browser may still read the file some time after the click. */
const KEPT_MS = 60_000

/** Fetches the file first, so that a refusal is told on the page, and not saved as the file. */
export async function downloadOwnData(userId: string): Promise<void> {
  const file = await fetchFile(userId)
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = `my-data-${new Date().toISOString().slice(0, 10)}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}

async function fetchFile(userId: string): Promise<Blob> {
  let response: Response
  try {
    response = await fetch(`${basePath}/api/account/export`, {
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'x-parley-person': userId },
    })
    if (response.ok) return await response.blob()
  } catch {
    throw new RequestError('network')
  }
  throw await requestError(response)
}
