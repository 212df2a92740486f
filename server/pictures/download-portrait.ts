import type { Picture } from './download.ts'
import type { DrawPortrait } from './portraits.ts'

/** What another site gave is drawn like an upload, so nothing of the file itself reaches a browser. */
export const downloadPortrait =
  (download: (address: string) => Promise<Picture>, draw: DrawPortrait) =>
  async (address: string): Promise<Picture> => {
    const { bytes } = await download(address)
    const portrait = await draw('accounts', bytes)
    if (portrait === null) throw new Error('the picture cannot be drawn')
    return { bytes: portrait, format: 'webp' }
  }
