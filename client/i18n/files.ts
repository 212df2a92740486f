import { files, type FilesCatalogue } from './en/files.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with the screens of files. Another language has this part in its own catalogue. */
export function useFilesCatalogue(): FilesCatalogue {
  return useCatalogue().files ?? files
}
