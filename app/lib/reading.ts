const WORDS_PER_MINUTE = 200

/** How long somebody reads a text of so many words. */
export const minutesToRead = (words: number): number => Math.max(1, Math.round(words / WORDS_PER_MINUTE))
