import { previews, type PreviewsCatalogue } from './en/media/previews.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with the first preview. Another language has this part in its own catalogue. */
export function usePreviewsCatalogue(): PreviewsCatalogue {
  return useCatalogue().previews ?? previews
}
