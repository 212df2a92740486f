import { voice, type VoiceCatalogue } from './en/media/voice.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with the recorder and the player. Another language has this part in its own catalogue. */
export function useVoiceCatalogue(): VoiceCatalogue {
  return useCatalogue().voice ?? voice
}
