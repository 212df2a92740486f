import { browserStorage } from './browser-storage.ts'
import { emojiOf } from './stores.ts'

/** What one person chose in the emoji picker. It goes when they log out. */
export const readEmojiChoices = (userId: string): string | null =>
  browserStorage.getItem(emojiOf(userId))

export const writeEmojiChoices = (userId: string, choices: string): void =>
  browserStorage.setItem(emojiOf(userId), choices)
