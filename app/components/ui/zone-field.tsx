import { type ComponentPropsWithoutRef, useEffect, useRef } from 'react'
import { Select } from './field.tsx'
import { useZone } from './time.tsx'

/** A zone as it is written: "America/New York". */
const inWords = (zone: string): string => zone.replaceAll('_', ' ')

interface ZoneFieldProps extends Omit<ComponentPropsWithoutRef<typeof Select>, 'options' | 'name' | 'label'> {
  zones: readonly string[]
  /** What stands there before anybody chose, and may give way to the zone of the browser. */
  unchosen?: string
  /** The zone that holds now; where the browser has another, it is offered. */
  holds?: string
}

/** A time zone. The browser's own is proposed; without scripts it is chosen from the list like any other. */
export function ZoneField({ zones, unchosen, holds, ...field }: ZoneFieldProps) {
  const zone = useZone()
  const box = useRef<HTMLDivElement>(null)
  const choose = () => {
    const select = box.current?.querySelector('select')
    if (select) select.value = zone
  }
  const isKnown = zones.includes(zone)
  useEffect(() => {
    const select = box.current?.querySelector('select')
    if (select && isKnown && select.value === unchosen) select.value = zone
  }, [zone, isKnown, unchosen])
  return (
    <div ref={box}>
      <Select
        {...field}
        name="timeZone"
        label="Time zone"
        options={zones.map((each) => ({ value: each, label: inWords(each) }))}
      />
      {holds !== undefined && isKnown && zone !== 'UTC' && zone !== holds ? (
        <p className="help">
          Your browser is in {inWords(zone)}.{' '}
          <button type="button" className="btn btn-ghost btn-sm" onClick={choose}>
            Use {inWords(zone)}
          </button>
        </p>
      ) : null}
    </div>
  )
}
