import { Plus, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Variable, VariableType } from '#domain/documents/variables.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'

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
            maxLength={2_000}
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
  const [error, setError] = useState<string>()
  const opener = useRef<HTMLButtonElement>(null)
  const isOpen = label !== null
  const wasOpen = useRef(false)
  // What had the focus is gone with each step; the next thing to do takes it.
  useEffect(() => {
    if (wasOpen.current && !isOpen) opener.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  if (label === null) {
    return (
      <button ref={opener} type="button" className="btn btn-sm btn-ghost" onClick={() => setLabel('')}>
        <Plus className="i" />
        Add variable
      </button>
    )
  }
  const close = () => {
    setLabel(null)
    setError(undefined)
  }
  const add = () => {
    const name = nameOf(label)
    if (name === '') return setError('Write what it is called, with a letter in it')
    if (taken.includes(name)) return setError('There is a variable that is called so')
    onAdd({ name, label: label.trim(), type: 'text', value: null })
    close()
  }
  return (
    <div>
      <TextField
        name="new-variable"
        label="What it is called"
        value={label}
        maxLength={120}
        error={error}
        autoFocus
        onChange={(event) => setLabel(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            // Else the key would press the button that has the focus next.
            event.preventDefault()
            add()
          }
          if (event.key === 'Escape') close()
        }}
      />
      <span className="row gap-t-sm">
        <Button size="small" onClick={add}>
          Add
        </Button>
        <Button size="small" kind="ghost" onClick={close}>
          Cancel
        </Button>
      </span>
    </div>
  )
}

/** company_name for "Company name"; empty for words without a letter. */
const nameOf = (label: string): string =>
  label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_$/g, '')
    .slice(0, 50)
