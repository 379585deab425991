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

/** Working days: what deadlines in business days count. */
export const DayBoxes = ({ chosen, error }: { chosen: readonly string[]; error?: string }) => (
  <ChoiceGroup name="workingDays" legend="Working days" error={error}>
    <div className="day-boxes">
      {WEEKDAYS.map(({ value, label }) => (
        <Checkbox
          key={value}
          name="workingDays[]"
          value={value}
          label={label}
          defaultChecked={chosen.includes(String(value))}
        />
      ))}
    </div>
  </ChoiceGroup>
)
