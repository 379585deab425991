import {
  findOrganization,
  lockOrganization,
  type OrganizationRow,
  updateOrganization,
} from '#db/queries/organizations.ts'
import * as queries from '#db/queries/preferences.ts'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import { type ChosenKind, KINDS_BY_TOPIC, labelOfKind } from '#domain/notifications/chosen-kinds.ts'
import { DIGEST_HOUR } from '#domain/notifications/digest.ts'
import { type MailMode, type MailModes, MUST, mailModeOf, modesOf } from '#domain/notifications/preferences.ts'
import type { QuietHours } from '#domain/notifications/quiet-hours.ts'
import { NOTIFICATION_KINDS } from '#domain/notifications/registry.ts'
import type { Topic } from '#domain/notifications/topics.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { ChangeDefaults, ChangePreferences } from './input.ts'

/** How one kind of notification comes, for the table in which it is chosen. */
export interface KindPreference {
  kind: ChosenKind
  label: string
  topic: Topic
  /** Whether the notification center shows it. */
  page: boolean
  mail: MailMode
  /** Null: as the organization. */
  mailChosen: MailMode | null
  /** What the mail is while nothing is chosen. */
  mailDefault: MailMode
  /** The mails that can be chosen. */
  modes: readonly MailMode[]
  /** Why it cannot be switched off; null when it can. */
  must: string | null
}

interface Preferences {
  kinds: KindPreference[]
  quietHours: QuietHours | null
  digestHour: number
}

/** How members want to be notified, and how an organization notifies those who chose nothing. */
export const notificationPreferenceService = (deps: Deps) => ({
  /** The actor's own preferences. */
  async get(actor: Actor): Promise<Preferences> {
    const me = memberOf(actor)
    return transact(deps, actor, async (tx) => {
      const organization = await findOrganization(tx, actor.orgId)
      return preferencesOf(await queries.findPreferences(tx, actor.orgId, me), organization)
    })
  },

  /**
   * Changes some of the actor's own preferences; the others stay.
   * @throws invalid_input for a kind that cannot be switched off, with the reason and its place
   */
  async change(actor: Actor, given: ChangePreferences): Promise<Preferences> {
    const me = memberOf(actor)
    const { kinds = [], quietHours, digestHour } = checked(ChangePreferences, given)
    refuse(kinds)
    return transact(deps, actor, async (tx) => {
      const organization = await findOrganization(tx, actor.orgId)
      const before = await queries.lockPreferences(tx, actor.orgId, me)
      const hidden = new Set(before.hiddenKinds)
      for (const { kind, page } of kinds) {
        if (page === false) hidden.add(kind)
        if (page === true) hidden.delete(kind)
      }
      const after = {
        ...before,
        hiddenKinds: [...hidden],
        mails: withModes(before.mails, kinds),
        ...(quietHours === undefined ? {} : columnsOf(quietHours)),
        digestHour: digestHour ?? before.digestHour,
      }
      await queries.savePreferences(tx, after)
      await queries.lookAgain(tx, actor.orgId, me)
      return preferencesOf(after, organization)
    })
  },

  /** How mails are sent to members who chose nothing. @throws forbidden */
  async defaults(actor: Actor): Promise<KindPreference[]> {
    authorize(actor, 'settings.manage')
    return transact(deps, actor, async (tx) => preferencesOf(null, await findOrganization(tx, actor.orgId)).kinds)
  },

  /** Changes that for some kinds. @throws forbidden, invalid_input for a kind that cannot be switched off */
  async changeDefaults(actor: Actor, given: ChangeDefaults): Promise<KindPreference[]> {
    authorize(actor, 'settings.manage')
    const { kinds } = checked(ChangeDefaults, given)
    refuse(kinds)
    return transact(deps, actor, async (tx) => {
      const before = await lockOrganization(tx, actor.orgId)
      if (!before) throw new DomainError('not_found')
      const mails = withModes(before.settings.mailDefaults ?? {}, kinds)
      const after = await updateOrganization(tx, actor.orgId, { settings: { ...before.settings, mailDefaults: mails } })
      appendAudit(tx, actor, {
        at: deps.clock.now(),
        action: 'organization.mail_defaults_changed',
        subjectId: actor.orgId,
        before: { mails: before.settings.mailDefaults ?? {} },
        after: { mails },
      })
      return preferencesOf(null, after).kinds
    })
  },
})

interface Chosen {
  kind: ChosenKind
  page?: boolean
  mail?: MailMode | null
}

/** @throws invalid_input with a sentence for each kind that must come */
function refuse(kinds: readonly Chosen[]): void {
  const errors: Record<string, string> = {}
  for (const [at, { kind, page, mail }] of kinds.entries()) {
    const { must } = NOTIFICATION_KINDS[kind]
    if (must === null) continue
    if (page === false) errors[`kinds/${at}/page`] = MUST[must].why
    if (mail && !modesOf(must).includes(mail)) errors[`kinds/${at}/mail`] = MUST[must].why
  }
  if (Object.keys(errors).length > 0) throw new DomainError('invalid_input', { errors })
}

function withModes(before: MailModes, kinds: readonly Chosen[]): MailModes {
  const modes = { ...before }
  for (const { kind, mail } of kinds) {
    if (mail === null) delete modes[kind]
    else if (mail !== undefined) modes[kind] = mail
  }
  return modes
}

const columnsOf = (quiet: QuietHours | null) => ({
  quietFrom: quiet?.from ?? null,
  quietUntil: quiet?.until ?? null,
  quietDays: quiet ? [...quiet.days] : null,
})

/** The quiet hours of a row; null when it has none. */
export const quietHoursOf = (row: queries.PreferencesRow | null): QuietHours | null =>
  row?.quietFrom && row.quietUntil && row.quietDays
    ? { from: row.quietFrom, until: row.quietUntil, days: row.quietDays }
    : null

function preferencesOf(row: queries.PreferencesRow | null, organization: OrganizationRow | null): Preferences {
  const defaults = organization?.settings.mailDefaults ?? {}
  const kinds = KINDS_BY_TOPIC.flatMap(({ topic, kinds }) =>
    kinds.map((kind) => {
      const { must } = NOTIFICATION_KINDS[kind]
      return {
        kind,
        label: labelOfKind(kind),
        topic,
        page: must !== null || !row?.hiddenKinds.includes(kind),
        mail: mailModeOf(kind, must, row?.mails ?? {}, defaults),
        mailChosen: row?.mails[kind] ?? null,
        mailDefault: mailModeOf(kind, must, {}, defaults),
        modes: modesOf(must),
        must: must === null ? null : MUST[must].why,
      }
    }),
  )
  return { kinds, quietHours: quietHoursOf(row), digestHour: row?.digestHour ?? DIGEST_HOUR }
}
