import { Checkbox, ChoiceGroup } from '#app/components/ui/field.tsx'

const WEEKDAYS = [
  { value: 1, label: 'Monday' },
  { value: 2, label: 'Tuesday' },
  { value: 3, label: 'Wednesday' },
  { value: 4, label: 'Thursday' },
  { value: 5, label: 'Friday' },
  { value: 6, label: 'Saturday' },
  { value: 7, label: 'Sunday' },
] as const

interface DayBoxesProps {
  name?: string
  legend?: string
  chosen: readonly string[]
  error?: string
}

/** The days of a week: by default working days, which deadlines in business days count. */
export const DayBoxes = ({ name = 'workingDays', legend = 'Working days', chosen, error }: DayBoxesProps) => (
  <ChoiceGroup name={name} legend={legend} error={error}>
    <div className="day-boxes">
      {WEEKDAYS.map(({ value, label }) => (
        <Checkbox
          key={value}
          name={`${name}[]`}
          value={value}
          label={label}
          defaultChecked={chosen.includes(String(value))}
        />
      ))}
    </div>
  </ChoiceGroup>
)
