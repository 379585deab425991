import { formatNumber } from '#app/lib/format.ts'

/** Long work, with counts. It goes on when the page is left. */
export function Progress({
  label,
  done,
  failed = 0,
  total,
}: {
  label: string
  done: number
  failed?: number
  total: number
}) {
  const share = (value: number) => `${total === 0 ? 0 : (value / total) * 100}%`
  const counts = `${formatNumber(done)} of ${formatNumber(total)}${failed > 0 ? `, ${formatNumber(failed)} failed` : ''}`
  return (
    <div className="progress">
      <div className="progress-top">
        <span>{label}</span>
        <span className="muted tnum">{counts}</span>
      </div>
      <svg
        className="track-bar"
        width="100%"
        height="6"
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-label={label}
      >
        <rect className="track-base" width="100%" height="6" />
        <rect className="track-done" width={share(done)} height="6" />
        {failed > 0 ? <rect className="fill-danger" x={share(done)} width={share(failed)} height="6" /> : null}
      </svg>
    </div>
  )
}

const WIDTHS = ['skel-60', 'skel-full', 'skel-80'] as const

/** Stands where text will be, so that nothing moves when it comes. */
export const Skeleton = ({ lines = 3 }: { lines?: number }) => (
  <div className="stack" aria-hidden="true">
    {Array.from({ length: lines }, (_, line) => `${line}`).map((line) => (
      <div key={line} className={`skel ${WIDTHS[Number(line) % WIDTHS.length]}`} />
    ))}
  </div>
)
