import { emojiPicker, type EmojiPickerCatalogue } from './en/media/emoji-picker.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with the emoji picker. Another language has this part in its own catalogue. */
export function useEmojiPickerCatalogue(): EmojiPickerCatalogue {
  return useCatalogue().emojiPicker ?? emojiPicker
}
