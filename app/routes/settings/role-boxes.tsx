import type { MouseEvent } from 'react'
import { Checkbox, ChoiceGroup } from '#app/components/ui/field.tsx'
import { ROLE_LABELS, ROLES, type Role } from '#domain/roles.ts'

const HELP = {
  admin: 'Members, settings, keys; may do what compliance managers may.',
  compliance_manager: 'Every document, approval and publishing.',
  author: 'Creates documents and edits their own.',
  approver: 'Can be picked to sign by role.',
  it_manager: 'Systems and automations.',
  auditor: 'Reads drafts, rounds and the audit log; changes nothing.',
  member: 'Reads what is in effect and acknowledges it.',
} as const satisfies Record<Role, string>

/** Not `disabled`: the browser would neither send the role nor stop at its box. */
const KEPT = { 'aria-disabled': true, onClick: (event: MouseEvent) => event.preventDefault() }

/**
 * Several roles at once; each says what it opens.
 * @param fixed a role that cannot be taken away, and why; its box can be reached by keyboard, so that a screen reader
 *   reads the reason
 */
export const RoleBoxes = ({
  chosen,
  fixed,
  error,
}: {
  chosen: readonly string[]
  fixed?: { role: Role; because: string } | null
  error?: string
}) => (
  <ChoiceGroup name="roles" legend="Roles" error={error}>
    {ROLES.map((role) => (
      <Checkbox
        key={role}
        name="roles[]"
        value={role}
        label={ROLE_LABELS[role]}
        help={role === fixed?.role ? fixed.because : HELP[role]}
        defaultChecked={role === fixed?.role || chosen.includes(role)}
        {...(role === fixed?.role ? KEPT : {})}
      />
    ))}
  </ChoiceGroup>
)
