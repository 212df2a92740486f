/** The most frequent reactions. */
export const QUICK: readonly string[] = ['👍', '❤️', '😂', '🎉', '😮', '🙏']
