import { type ReactNode, useId } from 'react'

export function Section({ title, rule, children }: { title: string; rule: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="guide-section" aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        <p className="muted fs13">{rule}</p>
      </div>
      <div className="stack">{children}</div>
    </section>
  )
}

export const Line = ({ children }: { children: ReactNode }) => <div className="row row-wrap">{children}</div>
