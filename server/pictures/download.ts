import { fetchPublic, publicInternet, type Internet } from '../outbound/fetch-public.ts'
import { readImageHeader, type ImageFormat } from './image-format.ts'

const MAX_BYTES = 1024 * 1024
/** A small file can unpack to gigabytes of pixels in the browser of everybody who sees it. */
const MAX_SIDE = 2048

export interface Picture {
  bytes: Buffer
  format: ImageFormat
}

/** Fetches the picture at an address that a person typed. It throws with the reason when there is no such picture. */
export async function downloadPicture(
  address: string,
  internet: Internet = publicInternet,
): Promise<Picture> {
  const wish = {
    accept: 'image/*',
    userAgent: 'Parley',
    maxBytes: MAX_BYTES,
    tooLong: 'refuse',
  } as const
  return toPicture((await fetchPublic(address, wish, internet)).bytes)
}

function toPicture(bytes: Buffer): Picture {
  const header = readImageHeader(bytes)
  if (header === null) throw new Error('the answer is not a picture')
  const { format, width, height } = header
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
    throw new Error('the picture has too many pixels')
  }
  return { bytes, format }
}
