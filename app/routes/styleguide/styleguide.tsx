import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Controls } from '#app/components/styleguide/controls.tsx'
import { Feedback } from '#app/components/styleguide/feedback.tsx'
import { Fields } from '#app/components/styleguide/fields.tsx'
import { Lists } from '#app/components/styleguide/lists.tsx'
import { People } from '#app/components/styleguide/people.tsx'
import { Texts } from '#app/components/styleguide/texts.tsx'
import { ThemeToggle } from '#app/components/ui/theme-toggle.tsx'
import { notFound } from '#app/lib/errors.server.ts'

export const meta: MetaFunction = () => [{ title: 'Styleguide · Accord' }]

/** Every component in every state. Development only: in production it does not exist. */
export function loader({ context }: LoaderFunctionArgs) {
  if (context.config.mode === 'production') throw notFound()
  return null
}

export default function Styleguide() {
  return (
    <main className="main guide">
      <div className="main-in">
        <header className="page-head">
          <div className="page-title">
            <h1>Styleguide</h1>
            <div className="acts acts-inline">
              <ThemeToggle />
            </div>
          </div>
          <p className="page-sub">Every component in every state, in one place. Development only.</p>
        </header>
        <Controls />
        <Fields />
        <People />
        <Lists />
        <Texts />
        <Feedback />
      </div>
    </main>
  )
}
