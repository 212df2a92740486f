import { moderation, type ModerationCatalogue } from './en/moderation.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with the screens of moderation. Another language has this part in its own catalogue. */
export function useModerationCatalogue(): ModerationCatalogue {
  return useCatalogue().moderation ?? moderation
}
