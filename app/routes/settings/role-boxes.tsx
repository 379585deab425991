import { Checkbox, ChoiceGroup } from '#app/components/ui/field.tsx'
import { ROLE_LABELS, ROLES, type Role } from '#domain/roles.ts'

const HELP = {
  admin: 'Members, settings, keys; may do what compliance managers may.',
  compliance_manager: 'Every document, publishing, campaigns, frameworks.',
  author: 'Creates documents and edits their own.',
  approver: 'Can be picked to sign by role.',
  it_manager: 'Systems and automations.',
  auditor: 'Reads drafts, rounds and the audit log; changes nothing.',
  member: 'Reads what is in effect and acknowledges it.',
} as const satisfies Record<Role, string>

/** Several roles at once; each says what it opens. */
export const RoleBoxes = ({ chosen, error }: { chosen: readonly string[]; error?: string }) => (
  <ChoiceGroup name="roles" legend="Roles" error={error}>
    {ROLES.map((role) => (
      <Checkbox
        key={role}
        name="roles[]"
        value={role}
        label={ROLE_LABELS[role]}
        help={HELP[role]}
        defaultChecked={chosen.includes(role)}
      />
    ))}
  </ChoiceGroup>
)
