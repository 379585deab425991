/** A refusal in words, as loaders throw it and the error page shows it. */
export interface Problem {
  code: string
  title: string
  sentence: string
}

export const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'sentence' in value && 'title' in value
