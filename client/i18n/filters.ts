import { filters, type FiltersCatalogue } from './en/search/filters.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with the search. Another language has this part in its own catalogue. */
export function useFiltersCatalogue(): FiltersCatalogue {
  return useCatalogue().filters ?? filters
}
