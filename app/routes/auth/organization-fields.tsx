import { Select, TextField } from '#app/components/ui/field.tsx'
import { ZoneField } from '#app/components/ui/zone-field.tsx'
import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'

export const ORGANIZATION_LABELS = {
  organization: 'Organization',
  slug: 'Address',
  type: 'Kind of organization',
  timeZone: 'Time zone',
}

/** What is asked of a new organization. */
export function OrganizationFields({
  zones,
  errors,
  typed,
}: {
  zones: string[]
  errors?: FieldErrors
  typed?: TypedText
}) {
  return (
    <>
      <TextField
        name="organization"
        label="Organization"
        autoComplete="organization"
        required
        defaultValue={typedValue(typed, 'organization')}
        error={errors?.organization}
      />
      <TextField
        name="slug"
        label="Address"
        help="First part of its links: small letters, digits and dashes. Left empty, it is made from the name. It stays."
        defaultValue={typedValue(typed, 'slug')}
        error={errors?.slug}
      />
      <Select
        name="type"
        label="Kind of organization"
        options={[
          { value: 'enterprise', label: 'Enterprise: writes and distributes policies' },
          { value: 'agency', label: 'Agency: receives policies from several enterprises' },
        ]}
        defaultValue={typedValue(typed, 'type', 'enterprise')}
        error={errors?.type}
      />
      <ZoneField
        zones={zones}
        // What somebody has sent, they have chosen.
        unchosen={typed ? undefined : 'UTC'}
        help="Days begin and deadlines end by it."
        defaultValue={typedValue(typed, 'timeZone', 'UTC')}
        error={errors?.timeZone}
      />
    </>
  )
}
