import { Form } from '@remix-run/react'
import { Columns3 } from 'lucide-react'
import { LIBRARY_COLUMNS, type LibraryColumn, stepsOf } from '#app/lib/library-columns.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/field.tsx'
import { useDismiss } from '../ui/menu.tsx'

export interface ColumnChooserProps {
  chosen: readonly LibraryColumn[]
}

/** Which columns the lists of this reader have. Identifier and title are what a row is, so they always stand. */
export function ColumnChooser({ chosen }: ColumnChooserProps) {
  const details = useDismiss()
  const steps = stepsOf(chosen)
  const without = LIBRARY_COLUMNS.filter(({ key }) => chosen.includes(key) && !steps.has(key))
  return (
    <details className="menu columns-menu" ref={details}>
      <summary className="btn btn-sm" aria-label="Columns" title="Columns">
        <Columns3 className="i" />
        <span>Columns</span>
      </summary>
      <div className="menu-pop menu-sheet column-pop">
        <Form
          method="post"
          className="filter-form"
          key={chosen.join()}
          onSubmit={() => {
            if (details.current) details.current.open = false
          }}
        >
          <fieldset>
            <legend>Columns</legend>
            {LIBRARY_COLUMNS.map(({ key, label }) => (
              <Checkbox key={key} name="columns[]" value={key} label={label} defaultChecked={chosen.includes(key)} />
            ))}
          </fieldset>
          <p className="help">
            {without.length > 0
              ? `There is no room for ${without.map(({ label }) => label.toLowerCase()).join(', ')}: leave out another.`
              : 'A narrow page shows as many as fit. Kept for you on this browser.'}
          </p>
          <div className="filter-foot">
            <Button size="small" type="submit" kind="primary" name="columns" value="chosen">
              Show
            </Button>
            <Button size="small" type="submit" kind="ghost" name="columns" value="usual">
              As usual
            </Button>
          </div>
        </Form>
      </div>
    </details>
  )
}
