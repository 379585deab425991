import { Plus, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Variable, VariableType } from '#domain/documents/variables.ts'
import { Button } from '../ui/button.tsx'

const INPUTS = { text: 'text', date: 'date', number: 'text', person: 'text', list: 'text' } as const satisfies Record<
  VariableType,
  string
>

/** The blanks of the text and what fills them. A blank without a value is refused by name at submit. */
export function VariablesPanel({
  variables,
  onChange,
}: {
  variables: readonly Variable[]
  onChange: (variables: Variable[]) => void
}) {
  const gaps = variables.filter(({ value }) => !value?.trim()).length
  const set = (name: string, value: string) =>
    onChange(
      variables.map((variable) =>
        variable.name === name ? { ...variable, value: value === '' ? null : value } : variable,
      ),
    )
  return (
    <section className="vars" aria-labelledby="variables">
      <h2 id="variables">
        Variables
        {gaps > 0 ? (
          <span className="chip chip-warning">
            <TriangleAlert className="i" />
            {gaps} to fill
          </span>
        ) : null}
      </h2>
      {variables.length === 0 ? (
        <p className="help">A variable is a blank like the company’s name: written once, filled in everywhere.</p>
      ) : null}
      {variables.map(({ name, label, type, value, help }) => (
        <label className="field" key={name}>
          <span className="label">
            {label} <small>{type}</small>
          </span>
          <input
            className={value?.trim() ? 'input' : 'input is-gap'}
            type={INPUTS[type]}
            value={value ?? ''}
            onChange={(event) => set(name, event.target.value)}
          />
          {help ? <span className="help">{help}</span> : null}
          {value?.trim() ? null : <span className="help">Needed before it is submitted.</span>}
        </label>
      ))}
      <AddVariable taken={variables.map(({ name }) => name)} onAdd={(variable) => onChange([...variables, variable])} />
    </section>
  )
}

function AddVariable({ taken, onAdd }: { taken: readonly string[]; onAdd: (variable: Variable) => void }) {
  const [label, setLabel] = useState<string | null>(null)
  if (label === null) {
    return (
      <Button size="small" kind="ghost" icon={Plus} onClick={() => setLabel('')}>
        Add variable
      </Button>
    )
  }
  const add = () => {
    const name = nameOf(label, taken)
    if (name) onAdd({ name, label: label.trim(), type: 'text', value: null })
    setLabel(null)
  }
  return (
    <div className="field">
      <label className="label" htmlFor="new-variable">
        What it is called
      </label>
      <input
        id="new-variable"
        className="input"
        value={label}
        onChange={(event) => setLabel(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && add()}
      />
      <span className="row">
        <Button size="small" onClick={add}>
          Add
        </Button>
        <Button size="small" kind="ghost" onClick={() => setLabel(null)}>
          Cancel
        </Button>
      </span>
    </div>
  )
}

/** company_name for "Company name"; null for words without a letter or for a name that is taken. */
function nameOf(label: string, taken: readonly string[]): string | null {
  const name = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_$/g, '')
    .slice(0, 50)
  return name === '' || taken.includes(name) ? null : name
}
