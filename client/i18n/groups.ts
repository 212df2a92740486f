import { groups, type GroupsCatalogue } from './en/groups.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with the screens of groups. Another language has this part in its own catalogue. */
export function useGroupsCatalogue(): GroupsCatalogue {
  return useCatalogue().groups ?? groups
}
