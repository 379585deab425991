import type { ReactNode } from 'react'

/** On a phone rows are cards without a head, so the head's words stand in the cell. */
export const OnPhone = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <span className="on-phone">{label} </span>
    {children}
  </>
)
