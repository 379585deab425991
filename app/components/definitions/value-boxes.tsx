import { Checkbox, type Choice, ChoiceGroup } from '../ui/field.tsx'

/** Several values under one question; none ticked asks nothing. */
export function ValueBoxes({
  name,
  legend,
  values,
  chosen,
  error,
  onToggle,
}: {
  name: string
  legend: string
  values: readonly Choice[]
  chosen: readonly string[]
  error?: string
  onToggle: (value: string, on: boolean) => void
}) {
  return (
    <ChoiceGroup name={name} legend={legend} error={error}>
      <div className="value-boxes">
        {values.map(({ value, label }) => (
          <Checkbox
            key={value}
            name={name}
            value={value}
            label={label}
            checked={chosen.includes(value)}
            onChange={({ target }) => onToggle(value, target.checked)}
          />
        ))}
      </div>
    </ChoiceGroup>
  )
}
