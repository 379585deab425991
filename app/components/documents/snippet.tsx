const START = '\u0002'
const STOP = '\u0003'

/** A passage with the hit marked. The marks are control characters, so no text can fake one. */
export function Snippet({ text }: { text: string }) {
  const [before = '', ...rest] = text.split(START)
  return (
    <span className="snippet">
      {before}
      {rest.map((part, place) => {
        const [hit = '', after = ''] = part.split(STOP)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same words may be hit twice, and nothing moves
          <span key={place}>
            <mark>{hit}</mark>
            {after}
          </span>
        )
      })}
    </span>
  )
}
