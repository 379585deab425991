import type { ReactNode } from 'react'

/** Name and value pairs of the aside. Nothing is left blank: a missing value is written as “None”. */
export function Properties({ rows }: { rows: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="props">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value ?? <span className="subtle">None</span>}</dd>
        </div>
      ))}
    </dl>
  )
}
