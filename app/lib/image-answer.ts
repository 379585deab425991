/** What an editor needs to know of an image that it sent. */
export type ImageAnswer = { added: true; hash: string } | { added: false; sentence: string }
