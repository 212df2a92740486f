import type { DrawPortrait } from '../pictures/portraits.ts'
import { fetchPublic, publicInternet, type Internet } from '../outbound/fetch-public.ts'
import { pageText } from './page-text.ts'
import { readPage } from './read-page.ts'
import { shownText } from './shown-text.ts'

const MAX_PAGE_BYTES = 256 * 1_024
const MAX_PICTURE_BYTES = 5 * 1_024 * 1_024

export interface Preview {
  title: string
  site: string
  /** A square WebP. */
  picture: Buffer | null
}

/** Null when there is nothing to show. It never throws because of what another site sends. */
export type FetchPreview = (address: string) => Promise<Preview | null>

/**
 * Reads the page at an address, and the picture that the page names. The picture is drawn anew, as one that a person
 * uploads: nothing of its bytes reaches a reader.
 * @param publicUrl names this installation to the sites that it asks
 */
export function createFetchPreview(
  draw: DrawPortrait,
  { publicUrl, internet = publicInternet }: { publicUrl: string; internet?: Internet | undefined },
): FetchPreview {
  const userAgent = `Parley (link preview; +${publicUrl})`

  async function pictureAt(address: string): Promise<Buffer | null> {
    const wish = {
      ...{ accept: 'image/*', userAgent, plain: true },
      ...{ maxBytes: MAX_PICTURE_BYTES, tooLong: 'refuse' as const },
    }
    return fetchPublic(address, wish, internet)
      .then(({ bytes }) => draw('links', bytes))
      .catch(() => null)
  }

  return async (address) => {
    const wish = {
      ...{ accept: 'text/html,application/xhtml+xml,image/*;q=0.5', userAgent, plain: true },
      ...{ maxBytes: MAX_PAGE_BYTES, tooLong: 'cut' as const },
    }
    const page = await fetchPublic(address, wish, internet).catch(() => null)
    if (page === null) return null
    const { url, type, bytes } = page
    const site = siteOf(url)
    if (/^\s*image\//i.test(type)) {
      const picture = await pictureAt(url.href)
      const title = shownText(fileNameOf(url)) ?? site
      return picture === null ? null : { title, site, picture }
    }
    if (!/^\s*(text\/html|application\/xhtml\+xml)\b/i.test(type)) return null
    const { title, picture } = readPage(pageText(bytes, type), url)
    if (title === null) return null
    return { title, site, picture: picture === null ? null : await pictureAt(picture) }
  }
}

/** The host and not the name that the page gives itself: a page may claim to be a bank. */
const siteOf = ({ hostname }: URL) => hostname.replace(/^www\.(?=.+\..+)/, '')

function fileNameOf({ pathname }: URL): string {
  const name = pathname.slice(pathname.lastIndexOf('/') + 1)
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
