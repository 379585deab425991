import { eq } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { sessions } from '#db/schema/index.ts'
import { addDays } from '#domain/dates.ts'
import type { Category } from '#domain/documents/categories.ts'
import { ROLES } from '#domain/roles.ts'
import { settleAll } from '#test/support/campaigns.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { png } from '#test/support/images.ts'
import { givePassword, type Pages } from '#test/support/pages.ts'
import { approve, publish, system } from '#test/support/steps.ts'

/**
 * Everything that an address or a form can name, by the same names in every set, so that one set can stand for another.
 * A document's reference is what its address has: its id or its identifier.
 */
export type Ids = Record<(typeof ID_NAMES)[number], string>
export const ID_NAMES = [
  'document',
  'reference',
  'identifier',
  'signoff',
  'notification',
  'session',
  'member',
  'invitation',
  'apiKey',
  'absence',
  'definition',
  'image',
  'group',
  'department',
  'campaign',
  'comment',
  'calendarFeed',
] as const

/**
 * An organization with a restricted document in each state, and with everything that has an id. Ada wrote them, Miguel
 * signs; the outsider is of the organization and may do much, but these are kept from them.
 * @param secret a word that stands in no page of ours: where it shows, something of this world shows
 * @param category so that the identifiers of two worlds differ
 */
export async function makePagesWorld(pages: Pages, db: Database, secret: string, category: Category) {
  const { services } = pages
  const organization = await makeOrganization(db)
  const ada = await makeMember(db, organization, [...ROLES], { name: `Ada of ${organization.slug}` })
  const miguel = await makeMember(db, organization, ['approver'], { name: `Miguel of ${organization.slug}` })
  const outsider = await makeMember(db, organization, ['author', 'approver', 'it_manager', 'auditor'])
  await givePassword(db, ada, miguel, outsider)
  const people = { organization, manager: ada, author: ada, signers: [miguel] }

  const write = (text: string) =>
    services.documents.create(ada, {
      kind: 'policy',
      category,
      title: `${secret} plan`,
      description: `About the ${secret}`,
      classification: 'restricted',
      content: { format: 'html', body: `<p>${secret} ${text}</p>` },
    })
  const submit = async (id: string) => {
    const round = await services.rounds.submit(ada, id, {
      signerIds: [miguel.membershipId],
      message: secret,
      changeSummary: secret,
    })
    await services.rounds.settleRound(system(people), round.id, new Date())
    return round
  }

  // What happens to the documents comes last, so that the newest lines of every list are about them.
  const invited = { email: `ivo@${organization.slug}.example`, roles: ['member' as const], positionTitle: null }
  const { id: invitation } = await services.invitations.create(ada, invited)
  const key = { name: 'Nightly export', scopes: ['documents:read' as const], expiresInDays: null }
  const { id: apiKey } = await services.apiKeys.create(ada, key)
  const days = { fromDay: '2999-03-02', untilDay: '2999-03-13', delegateId: ada.membershipId }
  const { absence } = await services.absences.enter(ada, miguel.membershipId, days)
  const { id: calendarFeed } = await services.calendarFeeds.make(ada, { kind: 'own' })
  const step = { name: 'Counsel', approvers: [{ kind: 'role' as const, role: 'approver' as const }] }
  const named = { name: 'Counsel first', steps: [step] }
  const { id: definition } = await services.approvalDefinitions.create(ada, named)
  const { id: group } = await services.groups.create(ada, { name: 'Crisis team' })
  await services.groups.add(ada, group, { membershipIds: [miguel.membershipId] })
  const { id: department } = await services.departments.create(ada, { name: 'Security' })

  const inEffect = await write('in effect')
  const round = await submit(inEffect.id)
  await approve(services, people, round, new Date())
  await publish(db, services, people, round, new Date(), pages.deps)

  const asked = {
    audience: [{ kind: 'everyone' as const }],
    dueDate: addDays(new Date().toISOString().slice(0, 10), 14),
  }
  const campaign = await services.campaigns.launch(ada, inEffect.id, { ...asked, message: secret })
  await settleAll(services, campaign, new Date())

  const draft = await write('first')
  const { hash: image } = await services.attachments.add(ada, draft.id, await png())
  await services.versions.save(ada, draft.id, { changeSummary: `${secret} first`, abstract: '' })
  const content = { format: 'html' as const, body: `<p>${secret} second</p>` }
  await services.drafts.save(ada, draft.id, { revision: (await services.drafts.get(ada, draft.id)).revision, content })
  await services.versions.save(ada, draft.id, { changeSummary: `${secret} second`, abstract: '' })

  // What the log keeps in words: of a document that is gone, and of one that was withdrawn.
  await services.documents.remove(ada, (await write('gone')).id)
  const inReview = await write('in review')
  await submit(inReview.id)
  await services.rounds.withdraw(ada, inReview.id, { reason: `${secret} unfinished` })
  await submit(inReview.id)

  const said = await services.comments.make(miguel, inReview.id, 2, { block: 0, quote: secret, body: secret })
  await services.comments.answer(ada, said.id, { body: secret })

  await pages.signIn(miguel.email)
  const [session] = await db.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, miguel.userId))
  const { notifications } = await services.notifications.list(miguel, { limit: 10 })
  const requests = await services.signoffs.asked(miguel, { statuses: ['pending', 'approved'], limit: 10 })

  const shared = { notification: notifications[0]?.id ?? '', session: session?.id ?? '', member: miguel.membershipId }
  const idsOf = ({ id, identifier }: { id: string; identifier: string }, reference: string): Ids => ({
    document: id,
    identifier,
    reference,
    signoff: (requests.signoffs.find(({ document }) => document.id === id) ?? requests.signoffs[0])?.signoff.id ?? '',
    ...shared,
    invitation,
    apiKey,
    absence: absence.id,
    definition,
    image,
    group,
    department,
    campaign: campaign.id,
    comment: said.id,
    calendarFeed,
  })
  const documents = {
    draft: idsOf(draft, draft.id),
    inReview: idsOf(inReview, inReview.identifier),
    inEffect: idsOf(inEffect, inEffect.id),
  }
  return { organization, ada, miguel, outsider, documents }
}

export type PagesWorld = Awaited<ReturnType<typeof makePagesWorld>>
