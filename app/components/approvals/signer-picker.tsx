import type { TypedText } from '#app/lib/forms.ts'
import { Checkbox, ChoiceGroup } from '../ui/field.tsx'
import { Person } from '../ui/person.tsx'

export interface SignerCandidate {
  id: string
  name: string
  position: string | null
  /** Holds a role that signs; stands first. */
  approver: boolean
  /** Wrote part of this version, so cannot sign it. */
  author: boolean
}

/** Who is asked. Authors are shown but cannot be chosen, with the reason in words. Nobody chosen: the organization's default. */
export function SignerPicker({
  candidates,
  typed,
  error,
}: {
  candidates: readonly SignerCandidate[]
  typed: TypedText | undefined
  error: string | undefined
}) {
  const chosen = new Set([typed?.signerIds ?? []].flat())
  const sorted = [...candidates].sort((a, b) => Number(b.approver) - Number(a.approver) || a.name.localeCompare(b.name))
  return (
    <ChoiceGroup name="signerIds" legend="Signers" error={error}>
      <p className="help">
        All who are chosen must sign. Choose nobody to ask those whom your organization’s default definition names.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="people-list" tabIndex={0} aria-label="People">
        {sorted.map(({ id, name, position, author }) => (
          <Checkbox
            key={id}
            name="signerIds"
            value={id}
            disabled={author}
            defaultChecked={chosen.has(id)}
            label={<Person name={name} position={position} />}
            help={author ? 'Wrote part of this version and cannot sign it' : (position ?? undefined)}
          />
        ))}
      </section>
    </ChoiceGroup>
  )
}
