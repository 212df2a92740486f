import { ends, type EndsCatalogue } from './en/ends.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with a conversation whose messages disappear. Another language has this part in its own catalogue. */
export function useEndsCatalogue(): EndsCatalogue {
  return useCatalogue().ends ?? ends
}
