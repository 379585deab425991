import type { Actor } from '#domain/actor.ts'
import { AUDIT_ACTIONS } from '#domain/audit/actions.ts'
import { endOfDay, isPlainDate, isTimeZone, startOfDay } from '#domain/dates.ts'
import type { Services } from './context.ts'
import type { FieldErrors } from './forms.ts'

type Filter = Parameters<Services['audit']['list']>[1]

/** No document and no version has this id. */
const NOTHING = '00000000-0000-0000-0000-000000000000'

/** The begin or end of a day that is asked for, in the zone of whoever asks. */
function momentOf(search: URLSearchParams, name: string, of: typeof startOfDay): Date | undefined {
  const day = search.get(name) ?? ''
  const zone = search.get('zone') ?? ''
  return isPlainDate(day) ? of(day, isTimeZone(zone) ? zone : 'UTC') : undefined
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const textOf = (search: URLSearchParams, name: string) =>
  (search.get(name) ?? '').trim().slice(0, 64).replaceAll('\0', '')

/** What the address of the log asks for, and what is wrong with it. What names nothing finds nothing. */
export async function readAuditQuery(
  { audit }: Services,
  actor: Actor,
  search: URLSearchParams,
): Promise<{ filter: Filter; errors: FieldErrors }> {
  const action = AUDIT_ACTIONS.find((known) => known === search.get('action'))
  const [reference, version, who] = [textOf(search, 'document'), textOf(search, 'version'), textOf(search, 'who')]
  const errors: FieldErrors = {}
  const filter: Filter = {
    actions: action ? [action] : undefined,
    actorId: UUID.test(who) ? who : undefined,
    from: momentOf(search, 'from', startOfDay),
  }
  const lastSecond = momentOf(search, 'to', endOfDay)
  if (lastSecond) filter.to = new Date(lastSecond.getTime() + 999)
  if (reference !== '') {
    const { document, versionId } = await audit.subject(actor, reference, version || null)
    filter.documentId = document?.id ?? NOTHING
    if (document === null) errors.document = 'No document that you can see has this identifier'
    if (version !== '') filter.versionId = versionId ?? NOTHING
    if (document && version !== '' && versionId === null) {
      errors.version = `${document.identifier} has no such version. Write its number or its label, such as 7 or 2.0`
    }
  } else if (version !== '') errors.document = 'Say which document the version is of'
  return { filter, errors }
}
