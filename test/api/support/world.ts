import { EXAMPLE_HASH, EXAMPLE_IDENTIFIER, EXAMPLE_IDS } from '#app/api/common/examples.ts'
import { EXAMPLE_STATES, type ExampleState, type Operation } from '#app/api/operation.ts'
import type { Database } from '#db/client.ts'
import { addDays } from '#domain/dates.ts'
import { acceptAs, settleAll, writeQuestion } from '#test/support/campaigns.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { png } from '#test/support/images.ts'
import { waitingFor } from '#test/support/rounds.ts'
import { approve, publish, system } from '#test/support/steps.ts'
import type { Api } from './api.ts'

/** How far the document has come for the example of an operation. */
export const stateOf = ({ example }: Operation): ExampleState => example.state ?? 'version'

/** The key of whoever sends the example of an operation. */
export const keyFor = ({ example }: Operation, { adaKey, miguelKey }: World): string =>
  example.by === 'signer' ? miguelKey : adaKey

/** The organization that the examples speak of: Ada wrote POL-AC-001, Miguel signs. */
export async function makeWorld(db: Database, api: Api, state: ExampleState) {
  const { services } = api
  const organization = await makeOrganization(db)
  const ada = await makeMember(db, organization, ['compliance_manager', 'admin'], {
    name: 'Ada Okafor',
    positionTitle: 'CISO',
  })
  const miguel = await makeMember(db, organization, ['approver'], { name: 'Miguel Santos', positionTitle: 'CTO' })
  const people = { organization, manager: ada, author: ada, signers: [miguel] }
  const reached = (wanted: ExampleState) => EXAMPLE_STATES.indexOf(state) >= EXAMPLE_STATES.indexOf(wanted)
  const ids: Record<string, string> = { member: ada.membershipId, signer: miguel.membershipId }

  if (reached('draft')) {
    const document = await services.documents.create(ada, {
      kind: 'policy',
      category: 'access_control',
      title: 'Access control policy',
      content: { format: 'markdown', body: '## Purpose\n\nAccess follows need.\n' },
    })
    if (document.identifier !== EXAMPLE_IDENTIFIER) throw new Error('the examples speak of another document')
    ids.document = document.id
    ids.attachment = (await services.attachments.add(ada, document.id, await png())).hash
    ids.invitation = (
      await services.invitations.create(ada, { email: 'ivo@helix.example', roles: ['member'], positionTitle: null })
    ).id
    const key = { name: 'Nightly export', scopes: ['documents:read' as const], expiresInDays: null }
    ids.apiKey = (await services.apiKeys.create(ada, key)).id
    ids.calendarFeed = (await services.calendarFeeds.make(ada, { kind: 'own' })).id
    const group = await services.groups.create(ada, { name: 'Crisis team' })
    await services.groups.add(ada, group.id, { membershipIds: [ada.membershipId] })
    ids.group = group.id
    ids.department = (await services.departments.create(ada, { name: 'Security' })).id
    ids.otherDepartment = (await services.departments.create(ada, { name: 'Legal' })).id
    await services.holidays.add(ada, { holidays: [{ date: '2027-01-01', name: 'New Year' }] })
    const step = { name: 'Approval', approvers: [{ kind: 'role' as const, role: 'approver' as const }] }
    const days = { fromDay: '2126-03-02', untilDay: '2126-03-13' }
    const away = await services.absences.enter(ada, miguel.membershipId, { ...days, delegateId: ada.membershipId })
    ids.absence = away.absence.id
    ids.definition = (await services.approvalDefinitions.create(ada, { name: 'One approver', steps: [step] })).id
  }
  if (state === 'version') {
    ids.version = (await services.versions.save(ada, EXAMPLE_IDENTIFIER, { changeSummary: 'First', abstract: '' })).id
  }
  if (reached('in_review')) {
    const round = await services.rounds.submit(ada, EXAMPLE_IDENTIFIER, {
      signerIds: [miguel.membershipId],
      dueDate: '2126-06-12',
    })
    ids.round = round.id
    if (state === 'failed') await services.rounds.failRound(system(people), round.id, 'unknown', new Date())
    if (state === 'in_review') {
      await services.rounds.settleRound(system(people), round.id, new Date())
      ids.signoff = (await waitingFor(services, miguel)).id
      const said = { block: 1, quote: 'need', body: 'Whose need?' }
      const wording = { block: 1, wording: 'Access follows the need of the work.' }
      ids.comment = (await services.comments.make(miguel, EXAMPLE_IDENTIFIER, 1, said)).id
      ids.suggestion = (await services.comments.make(miguel, EXAMPLE_IDENTIFIER, 1, wording)).id
      const colleague = await makeMember(db, organization, ['approver'], { name: 'Chen Wei' })
      ids.colleague = colleague.membershipId
      ids.notification = (await services.notifications.list(miguel, { limit: 1 })).notifications[0]?.id ?? ''
    } else if (state !== 'failed') {
      await approve(services, people, round, new Date())
    }
    if (state === 'planned') await services.rounds.publish(ada, EXAMPLE_IDENTIFIER, { effectiveDate: '2126-01-01' })
    if (reached('published')) await publish(db, services, people, round, new Date())
  }
  const isQuestioned = state === 'questioned' || state === 'used_up'
  if (state === 'asked' || state === 'accepted' || isQuestioned) {
    if (isQuestioned) await writeQuestion(services, ada, EXAMPLE_IDENTIFIER, { attempts: state === 'used_up' ? 1 : 3 })
    const asked = {
      asksQuestions: isQuestioned,
      audience: [{ kind: 'everyone' as const }],
      dueDate: addDays(new Date().toISOString().slice(0, 10), 14),
    }
    const campaign = await services.campaigns.launch(ada, EXAMPLE_IDENTIFIER, asked)
    ids.campaign = campaign.id
    await settleAll(services, campaign, new Date())
    ids.hash = (await services.campaigns.open(miguel, campaign.id)).version.contentHash
    if (state === 'used_up') await services.checks.answer(miguel, campaign.id, { answers: {} })
    if (state === 'accepted') await acceptAs(services, miguel, campaign.id)
  }
  if (state === 'archived') await services.rounds.archive(ada, EXAMPLE_IDENTIFIER, { reason: 'Old.' })

  return { organization, ada, miguel, ids, adaKey: await api.keyOf(ada), miguelKey: await api.keyOf(miguel) }
}

export type World = Awaited<ReturnType<typeof makeWorld>>

/** A part of an example, with the ids of real rows in the place of those it was written with. */
export function inWorld<T>(part: T, ids: Record<string, string>): T {
  let text = JSON.stringify(part ?? null)
  for (const [name, id] of Object.entries({ ...EXAMPLE_IDS, hash: EXAMPLE_HASH }))
    text = text.replaceAll(id, ids[name] ?? id)
  return JSON.parse(text)
}

/** The address of an example. */
export const addressOf = (path: string, params: Record<string, string> = {}): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
