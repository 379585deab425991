import type { SentencePart } from '#domain/approvals/sentence.ts'

/** A definition as a sentence. In its editor what speaks of a step leads there, and is marked where the step has an error. */
export function Sentence({
  parts,
  linkTo,
  wrong = () => false,
}: {
  parts: readonly SentencePart[]
  /** The address of a step; absent where there is nothing to lead to. */
  linkTo?: (step: number) => { href: string; onOpen: () => void }
  wrong?: (step: number) => boolean
}) {
  return (
    <>
      {parts.map(({ text, step }, at) => {
        const key = `${at}${text}`
        if (step === null || !linkTo) return <span key={key}>{text}</span>
        const { href, onOpen } = linkTo(step)
        return (
          <a key={key} href={href} className={wrong(step) ? 'bad' : undefined} onClick={onOpen}>
            {text}
          </a>
        )
      })}
    </>
  )
}
