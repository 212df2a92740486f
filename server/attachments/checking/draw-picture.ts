import sharp, { type Metadata, type Sharp } from 'sharp'
import {
  EXAMINE_SECONDS,
  MAX_ANIMATED_PIXELS,
  MAX_FRAMES,
  MAX_PIXELS,
  PLACEHOLDER_SIDE,
  PORTRAIT_SIDE,
  PREVIEW_SIDE,
} from './picture-limits.ts'

// The library reads many more formats, SVG and PDF among them. Those bring whole programs along.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegFile',
    'VipsForeignLoadPngFile',
    'VipsForeignLoadWebpFile',
    'VipsForeignLoadNsgifFile',
  ],
})
sharp.cache(false)
sharp.concurrency(1)

export interface DrawnPicture {
  width: number
  height: number
  placeholder: string
}

/**
 * Draws a picture anew from its pixels, so that nothing else of the file is left: no place where it was taken, no
 * hidden data, no program. The picture is turned as its camera says. It throws when the picture cannot be drawn.
 */
export async function drawPicture(
  path: string,
  mime: string,
  { original, preview }: { original: string; preview: string },
): Promise<DrawnPicture> {
  const read = (animated: boolean) =>
    sharp(path, {
      animated,
      failOn: 'error',
      limitInputPixels: animated ? MAX_ANIMATED_PIXELS : MAX_PIXELS,
    }).timeout({ seconds: EXAMINE_SECONDS })
  const metadata = await read(false).metadata()
  const { width, height } = metadata.autoOrient
  if (width * height > MAX_PIXELS) throw new Error('too many pixels')

  await encoded(read(moves(metadata)).autoOrient(), mime).toFile(original)
  await inside(read(false), PREVIEW_SIDE).webp({ quality: 75 }).toFile(preview)
  const tiny = await inside(read(false), PLACEHOLDER_SIDE).webp({ quality: 40 }).toBuffer()
  return { width, height, placeholder: `data:image/webp;base64,${tiny.toString('base64')}` }
}

/** Draws the middle of a picture as a small square that does not move. */
export async function drawPortrait(path: string, portrait: string): Promise<void> {
  await sharp(path, { failOn: 'error', limitInputPixels: MAX_PIXELS })
    .timeout({ seconds: EXAMINE_SECONDS })
    .autoOrient()
    .resize({ width: PORTRAIT_SIDE, height: PORTRAIT_SIDE, fit: 'cover' })
    .webp({ quality: 80 })
    .toFile(portrait)
}

function moves({ pages = 1, width, height }: Metadata): boolean {
  return pages > 1 && pages <= MAX_FRAMES && pages * width * height <= MAX_ANIMATED_PIXELS
}

const inside = (picture: Sharp, side: number) =>
  picture
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })

/** The format stays, so that the ending of the name stays true. */
function encoded(picture: Sharp, mime: string): Sharp {
  switch (mime) {
    case 'image/jpeg':
      return picture.jpeg({ quality: 88 })
    case 'image/webp':
      return picture.webp({ quality: 88, effort: 2 })
    case 'image/gif':
      return picture.gif({ effort: 2 })
    default:
      return picture.png({ compressionLevel: 6 })
  }
}
