import type { ReactNode } from 'react'
import { OpenTop } from '#app/components/shell/open-top.tsx'

/** What stands around every page that is seen before an organization is chosen. */
export const AuthFrame = ({ children }: { children: ReactNode }) => (
  <div className="auth">
    <OpenTop />
    <main className="auth-main">{children}</main>
    <footer className="auth-foot">Accord is open source, under the MIT license.</footer>
  </div>
)
