/** Whole percents, and no hundred before it is all. */
export const percentOf = (done: number, of: number): number => (of === 0 ? 0 : Math.floor((done / of) * 100))

/** A share as a bar, beside the figures that say it. Drawn as SVG because the content security policy allows no style attribute. */
export function Share({ done, of }: { done: number; of: number }) {
  return (
    <svg className="track-bar" width="100%" height="6" aria-hidden="true">
      <rect className="track-base" width="100%" height="6" />
      <rect className="track-done" width={`${percentOf(done, of)}%`} height="6" />
    </svg>
  )
}
