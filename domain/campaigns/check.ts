/** A question about one paragraph of a version. */
export interface CheckQuestion {
  /** Unique in its check, and the same for as long as the question is asked. */
  id: string
  passage: Passage
  prompt: string
  choices: string[]
  /** Which of the choices are right, from 0 on. Never sent to who answers. */
  right: number[]
}

/** A paragraph of a text, as people name it. */
export interface Passage {
  /** Where it stands: the number of its block in the text, from 0 on. */
  place: number
  /** "4.2", or the heading above it where its author wrote no number. */
  label: string
  /** How it begins. By this it is found again in a later version. */
  text: string
}

/** What links to a passage name, on the page that is read. */
export const passageId = (place: number): string => `passage-${place}`

export const CHECK_LIMITS = { questions: 10, prompt: 300, choices: 6, choice: 200, attempts: 10, text: 300 } as const
export const CHECK_DEFAULTS = { attempts: 3 } as const

type Written = Pick<CheckQuestion, 'choices' | 'right'>

/** What is wrong with questions as they were written: a sentence for each place. */
export function faultsOf(questions: readonly Written[], passMark: number | null): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const [n, { choices, right }] of questions.entries()) {
    const marked = new Set(right)
    const place = `questions/${n}`
    if (right.some((one) => one >= choices.length)) faults[`${place}/right`] = 'Mark answers that are there'
    else if (marked.size === 0) faults[`${place}/right`] = 'Mark at least one answer as right'
    else if (marked.size === choices.length) faults[`${place}/right`] = 'Leave at least one answer that is wrong'
    if (new Set(choices.map((text) => text.toLowerCase())).size < choices.length)
      faults[`${place}/choices`] = 'Two answers are the same'
  }
  const count = questions.length
  if (passMark !== null && count > 0 && passMark > count)
    faults.passMark = `There ${count === 1 ? 'is 1 question' : `are ${count} questions`}: write at most ${count}`
  return faults
}

/** What somebody has chosen, by the ids of the questions. */
export type CheckAnswers = Record<string, number[]>

/** The questions of these that were answered wrong, or not at all: all right choices and no other are right. */
export const missedOf = (questions: readonly CheckQuestion[], answers: CheckAnswers): string[] =>
  questions.filter(({ id, right }) => !isSame(right, answers[id] ?? [])).map(({ id }) => id)

const isSame = (right: readonly number[], chosen: readonly number[]): boolean =>
  new Set(chosen).size === right.length && right.every((choice) => chosen.includes(choice))

/** A question as it is shown to who answers. */
export type AskedQuestion = Omit<CheckQuestion, 'right'> & { several: boolean }

/** Questions without what is right of them. That several choices are right is said: it is part of the question. */
export const withoutAnswers = (questions: readonly CheckQuestion[]): AskedQuestion[] =>
  questions.map(({ id, passage, prompt, choices, right }) => ({
    id,
    passage,
    prompt,
    choices,
    several: right.length > 1,
  }))

/** Where the passage of a question stands in a text; null when it is not there any more. */
export const foundIn = (passages: readonly Passage[], { text, place }: Passage): Passage | null =>
  passages.find((one) => one.place === place && one.text === text) ?? passages.find((one) => one.text === text) ?? null

/** How often the questions about one paragraph were missed at the first attempt: what somebody read and did not understand. */
export interface Misread {
  passage: Passage
  prompt: string
  missed: number
  answered: number
}

/** The misread paragraphs, the worst first. @param missed how often each question was missed first, by its id */
export const misreadOf = (
  questions: readonly CheckQuestion[],
  answered: number,
  missed: ReadonlyMap<string, number>,
): Misread[] =>
  questions
    .map(({ id, passage, prompt }) => ({ passage, prompt, answered, missed: missed.get(id) ?? 0 }))
    .toSorted((a, b) => b.missed - a.missed)

/** How many attempts somebody has left. */
export const attemptsLeft = (check: { attempts: number }, extra: number, made: number): number =>
  Math.max(check.attempts + extra - made, 0)
