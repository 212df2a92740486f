import { pictures, type PicturesCatalogue } from './en/media/pictures.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with the form that needs it. Another language has this part in its own catalogue. */
export function usePicturesCatalogue(): PicturesCatalogue {
  return useCatalogue().pictures ?? pictures
}
