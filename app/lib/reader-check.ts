import { type AskedQuestion, attemptsLeft, foundIn, type Passage, passageId } from '#domain/campaigns/check.ts'

interface Asked {
  questions: readonly AskedQuestion[]
  passMark: number
  attempts: number
}

/** The questions of a campaign as their reader meets them: with how the last attempt went, and without what is right. */
export function readerCheck(
  { questions, passMark, attempts }: Asked,
  extra: number,
  made: readonly { passed: boolean; missed: readonly string[] }[],
  passages: readonly Passage[],
) {
  const last = made.at(-1)
  return {
    questions: [...questions],
    passMark,
    passed: made.some(({ passed }) => passed),
    left: attemptsLeft({ attempts }, extra, made.length),
    missed: last
      ? questions
          .filter(({ id }) => last.missed.includes(id))
          .map(({ id, passage }) => {
            const found = foundIn(passages, passage)
            return { id, label: passage.label, href: found && `#${passageId(found.place)}` }
          })
      : null,
  }
}
