import { people, type PeopleCatalogue } from './en/people.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with what shows a person. Another language has this part in its own catalogue. */
export function usePeopleCatalogue(): PeopleCatalogue {
  return useCatalogue().people ?? people
}
