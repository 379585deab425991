import { CircleAlert } from 'lucide-react'
import type { ComponentPropsWithoutRef, ReactNode } from 'react'

export interface FieldProps {
  name: string
  label: string
  /** Beside the label: optional, a unit. */
  hint?: string
  /** Below the field. */
  help?: ReactNode
  error?: string
  /** Differs from the name only where a page has the same name twice. */
  id?: string
}

/** The field's own id, and those of the texts that describe it. */
export const useIds = ({ name, id, help, error }: FieldProps) => {
  const own = id ?? `f-${name.replace(/\W+/g, '-')}`
  const described = [help ? `${own}-help` : '', error ? `${own}-error` : ''].filter(Boolean).join(' ')
  return { own, described: described === '' ? undefined : described }
}

/** Label above, help below, the error in words at the field and read out with it. */
export function Field({ own, label, hint, help, error, children }: FieldProps & { own: string; children: ReactNode }) {
  return (
    <div className="field">
      <label className="label" htmlFor={own}>
        {label}
        {hint ? <small> {hint}</small> : null}
      </label>
      {children}
      {help ? (
        <span className="help" id={`${own}-help`}>
          {help}
        </span>
      ) : null}
      <FieldError id={`${own}-error`} error={error} />
    </div>
  )
}

function FieldError({ id, error }: { id: string; error: string | undefined }) {
  if (!error) return null
  return (
    <span className="error" id={id}>
      <CircleAlert className="i" />
      {error}
    </span>
  )
}

type Own<T extends 'input' | 'textarea' | 'select'> = FieldProps & Omit<ComponentPropsWithoutRef<T>, keyof FieldProps>

const split = <T extends FieldProps>(props: T) => {
  const { name, label, hint, help, error, id, ...rest } = props
  return { field: { name, label, hint, help, error, id }, rest }
}

/** Kinds of fields in which people write words, in whichever script. */
const WORDS = ['text', 'search']

export function TextField(props: Own<'input'>) {
  const { field, rest } = split(props)
  const { own, described } = useIds(field)
  return (
    <Field {...field} own={own}>
      <input
        dir={WORDS.includes(rest.type ?? 'text') ? 'auto' : undefined}
        {...rest}
        className={`input ${rest.className ?? ''}`.trim()}
        id={own}
        name={field.name}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={described}
      />
    </Field>
  )
}

export function TextArea(props: Own<'textarea'>) {
  const { field, rest } = split(props)
  const { own, described } = useIds(field)
  return (
    <Field {...field} own={own}>
      <textarea
        rows={3}
        dir="auto"
        {...rest}
        className="textarea"
        id={own}
        name={field.name}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={described}
      />
    </Field>
  )
}

export interface Choice {
  value: string
  label: string
  disabled?: boolean
}

export function Select({ options, blank, ...props }: Own<'select'> & { options: readonly Choice[]; blank?: string }) {
  const { field, rest } = split(props)
  const { own, described } = useIds(field)
  return (
    <Field {...field} own={own}>
      <select
        {...rest}
        className="select"
        id={own}
        name={field.name}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={described}
      >
        {blank === undefined ? null : <option value="">{blank}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}

type BoxProps = { label: ReactNode; help?: string } & ComponentPropsWithoutRef<'input'>

const Box = ({ label, help, type, ...rest }: BoxProps) => (
  <label className="check">
    <input {...rest} type={type} />
    <span>
      {label}
      {help ? <span className="help">{help}</span> : null}
    </span>
  </label>
)

export const Checkbox = (props: BoxProps) => <Box {...props} type="checkbox" />
export const Radio = (props: BoxProps) => <Box {...props} type="radio" />

/** Several boxes under one question. */
export function ChoiceGroup({
  name,
  legend,
  error,
  children,
}: {
  name: string
  legend: string
  error?: string
  children: ReactNode
}) {
  const id = `f-${name.replace(/\W+/g, '-')}`
  return (
    <fieldset className="field choice-group" id={id} tabIndex={-1} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="label">{legend}</legend>
      {children}
      <FieldError id={`${id}-error`} error={error} />
    </fieldset>
  )
}
