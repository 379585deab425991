import { CHECK_LIMITS } from '#domain/campaigns/check.ts'
import type { AnswerCheck, WriteCheck } from '#services/checks/input.ts'

/** A question as its form shows it: what was typed, however wrong. */
export type WrittenQuestion = WriteCheck['questions'][number]

export const fieldOf = (n: number, name: 'place' | 'prompt' | 'choices' | 'right'): string => `questions/${n}/${name}`

const textIn = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

const wholeIn = (form: FormData, name: string): number | null => {
  const typed = textIn(form, name)
  return typed === '' ? null : Number(typed)
}

/**
 * The questions that a form sends. One in which nothing is written is none, and an answer in which nothing is written is none;
 * what is marked as right moves with its answer.
 */
export function writtenIn(form: FormData): WriteCheck {
  const questions: WrittenQuestion[] = []
  // One more than may be asked, so that the service refuses it in its own words.
  for (let n = 0; n <= CHECK_LIMITS.questions; n += 1) {
    const marked = form.getAll(fieldOf(n, 'right')).map(String)
    const choices = Array.from({ length: CHECK_LIMITS.choices }, (_, at) => ({
      text: textIn(form, `${fieldOf(n, 'choices')}/${at}`),
      right: marked.includes(String(at)),
    })).filter(({ text }) => text !== '')
    const prompt = textIn(form, fieldOf(n, 'prompt'))
    if (prompt === '' && choices.length === 0) continue
    questions.push({
      place: wholeIn(form, fieldOf(n, 'place')) ?? -1,
      prompt,
      choices: choices.map(({ text }) => text),
      right: choices.flatMap(({ right }, at) => (right ? [at] : [])),
    })
  }
  return { questions, passMark: wholeIn(form, 'passMark'), attempts: wholeIn(form, 'attempts') ?? undefined }
}

const ANSWER = 'answer/'
export const answerField = (id: string): string => `${ANSWER}${id}`

/** What somebody chose, by the ids of the questions. */
export const answersIn = (form: FormData): AnswerCheck['answers'] =>
  Object.fromEntries(
    [...new Set(form.keys())]
      .filter((name) => name.startsWith(ANSWER))
      .map((name) => [name.slice(ANSWER.length), form.getAll(name).map(Number)]),
  )
