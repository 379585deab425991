import type { ReactNode } from 'react'
import { OpenTop } from '../shell/open-top.tsx'

/** What stands around the pages about the API. */
export const ReferenceFrame = ({ title, sub, children }: { title: string; sub: ReactNode; children: ReactNode }) => (
  <>
    <OpenTop />
    <main className="reference">
      <h1>{title}</h1>
      <p className="page-sub">{sub}</p>
      {children}
    </main>
  </>
)
