import { Checkbox, ChoiceGroup } from '#app/components/ui/field.tsx'
import { WEEKDAYS } from '#app/lib/form-fields.ts'

/** Working days: what deadlines in business days count. */
export const DayBoxes = ({ chosen, error }: { chosen: readonly number[]; error?: string }) => (
  <ChoiceGroup name="workingDays" legend="Working days" error={error}>
    <div className="day-boxes">
      {WEEKDAYS.map(({ value, label }) => (
        <Checkbox
          key={value}
          name="workingDays[]"
          value={value}
          label={label}
          defaultChecked={chosen.includes(value)}
        />
      ))}
    </div>
  </ChoiceGroup>
)
