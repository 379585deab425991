import { describe, expect, test } from 'vitest'
import { addDays } from '#domain/dates.ts'
import { ROLES } from '#domain/roles.ts'
import { acceptAs, makePublished, settleAll } from '#test/support/campaigns.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { givePassword, openPages } from '#test/support/pages.ts'
import type { People } from '#test/support/rounds.ts'
import { system } from '#test/support/steps.ts'
import { addressesOf, ROUTES } from './routes.ts'
import { fillings, SEARCHES } from './sent.ts'
import type { Ids } from './world.ts'

/*
 * How often each page asks the database, however much there is to show. Every statement counts, those that begin and end
 * a transaction included. A new page has to say what it may cost.
 */
const database = await createTestDatabase()
const pages = await openPages(database)
const { services } = pages

/** By address; a little above what each asks for today. */
const CEILINGS: Record<string, number> = {
  '/ (index)': 6,
  '/theme': 0,
  '/styleguide': 0,
  '/sign-in': 2,
  '/sign-out': 0,
  '/sign-up': 0,
  '/sign-up/:token': 1,
  '/forgot-password': 0,
  '/reset-password/:token': 0,
  '/invitations/:token': 6,
  '/organizations/new': 6,
  '/account': 6,
  '/account/passkey-question': 0,
  '/verify/:hash?': 9,
  '/api/auth/*': 0,
  '/api/docs': 0,
  '/problems/:code?': 0,
  '/policies/*?': 6,
  '/procedures/*?': 6,
  '/:org/sign/:signoffId': 50,
  '/:org/my/policies/:campaign': 32,
  '/:org/documents/:identifier/edit': 26,
  '/:org/search': 36,
  '/:org/search/people': 9,
  '/:org/documents/:identifier/attachments': 9,
  '/:org/documents/:identifier/attachments/:hash': 9,
  '/:org/documents/:identifier/draft': 6,
  '/:org/documents/:identifier/remind': 6,
  '/:org/documents/:identifier/retry': 6,
  '/:org': 49,
  '/:org (index)': 49,
  '/:org/settings': 6,
  '/:org/settings (index)': 6,
  '/:org/settings/members': 25,
  '/:org/settings/members/invite': 17,
  '/:org/settings/members/:member': 28,
  '/:org/settings/members/:member/remove': 25,
  '/:org/settings/members/:member/out-of-office': 27,
  '/:org/settings/out-of-office': 27,
  '/:org/settings/groups': 20,
  '/:org/settings/groups/:group': 25,
  '/:org/settings/departments': 20,
  '/:org/settings/departments/:department': 27,
  '/:org/settings/holidays': 20,
  '/:org/settings/organization': 20,
  '/:org/settings/api-keys': 20,
  '/:org/settings/approval-definitions': 25,
  '/:org/settings/members/:member/bound': 28,
  '/:org/settings/approval-definitions/new': 24,
  '/:org/settings/approval-definitions/:definition': 37,
  '/:org/settings/approval-definitions/:definition/versions': 28,
  '/:org/settings/deliveries': 20,
  '/:org/settings/notification-defaults': 20,
  '/:org/settings/notifications': 20,
  '/:org/settings/profile': 22,
  '/:org/settings/security': 18,
  '/:org/inbox': 27,
  '/:org/notifications': 21,
  '/:org/reviews': 30,
  '/:org/reviews/calendar': 25,
  '/:org/reviews/feeds': 20,
  '/:org/reviews/export.csv': 14,
  '/calendars/:token/reviews.ics': 4,
  '/:org/reviews/:identifier': 36,
  '/:org/audit': 32,
  '/:org/audit/export/:as': 6,
  '/:org/settings/members/:member/bound/:format': 26,
  '/:org/campaigns/:campaign/export.csv': 14,
  '/:org/my/policies': 26,
  '/:org/campaigns': 20,
  '/:org/campaigns/new': 30,
  '/:org/campaigns/:campaign': 40,
  '/:org/campaigns/:campaign/attempts': 24,
  '/:org/policies': 50,
  '/:org/procedures': 50,
  '/:org/documents': 50,
  '/:org/documents/new': 17,
  '/:org/documents/:identifier': 43,
  '/:org/documents/:identifier (index)': 43,
  '/:org/documents/:identifier/versions': 36,
  '/:org/documents/:identifier/versions/:number': 45,
  '/:org/documents/:identifier/comments': 46,
  '/:org/documents/:identifier/compare': 41,
  '/:org/documents/:identifier/approval': 39,
  '/:org/documents/:identifier/approval/change': 47,
  '/:org/documents/:identifier/activity': 33,
  '/:org/documents/:identifier/properties': 35,
  '/:org/documents/:identifier/acknowledgment': 42,
  '/:org/documents/:identifier/check': 40,
  '/:org/documents/:identifier/submit': 46,
  '/:org/documents/:identifier/:command': 40,
  '/:org/*': 17,
  '/*': 6,
}

/** An organization in which there is so much of everything: people, documents, versions, rounds, signers, requests. */
async function makeOffice(size: number) {
  const organization = await makeOrganization(database.db)
  const ada = await makeMember(database.db, organization, [...ROLES], { name: 'Ada' })
  await givePassword(database.db, ada)
  const others = []
  for (let n = 0; n < size; n += 1) {
    others.push(await makeMember(database.db, organization, ['author', 'approver'], { name: `Signer ${n}` }))
    await services.invitations.create(ada, {
      email: `p${n}@${organization.slug}.example`,
      roles: ['member'],
      positionTitle: null,
    })
    await services.approvalDefinitions.create(ada, {
      name: `Definition ${n}`,
      steps: [{ name: 'All', approvers: [{ kind: 'role', role: 'approver' }] }],
    })
    await services.apiKeys.create(ada, { name: `Key ${n}`, scopes: ['documents:read'], expiresInDays: null })
  }
  const [first] = others
  if (!first) throw new Error('An office has people.')
  const people = { organization, manager: ada, author: first, signers: others }
  const write = () =>
    services.documents.create(first, {
      kind: 'policy',
      category: 'access_control',
      title: 'Access control',
      content: { format: 'html', body: '<h2>One</h2><p>Lock the screen.</p>' },
    })
  const submit = async (id: string, signerIds: string[]) => {
    const round = await services.rounds.submit(first, id, { signerIds })
    await services.rounds.settleRound(system(people), round.id, new Date())
  }
  for (let n = 0; n < size; n += 1) await submit((await write()).id, [ada.membershipId])

  const { id, identifier } = await write()
  const signerIds = [ada, ...others.slice(1)].map(({ membershipId }) => membershipId)
  for (let n = 0; n < size; n += 1) {
    await submit(id, signerIds)
    await services.rounds.withdraw(first, id, { reason: 'Not yet' })
  }
  await submit(id, signerIds)
  const waiting = await services.signoffs.waiting(ada, { limit: 100 })
  const number = size + 1
  let comment = ''
  for (let n = 0; n < size; n += 1) {
    ;({ id: comment } = await services.comments.make(ada, id, number, { block: n % 2, body: `Comment ${n}` }))
    await services.comments.answer(first, comment, { body: 'Answer' })
  }
  const { notifications } = await services.notifications.list(ada, { limit: 1 })
  const groups: string[] = []
  const departments: string[] = []
  for (let n = 0; n < size; n += 1) {
    groups.push((await services.groups.create(ada, { name: `Group ${n}` })).id)
    departments.push((await services.departments.create(ada, { name: `Department ${n}`, parentId: departments[0] })).id)
    await services.holidays.add(ada, {
      holidays: [{ date: `2027-01-${String(n + 1).padStart(2, '0')}`, name: 'Rest' }],
    })
  }
  const membershipIds = others.map(({ membershipId }) => membershipId)
  await services.groups.add(ada, groups[0] ?? '', { membershipIds })
  for (const person of membershipIds) await services.members.change(ada, person, { departmentId: departments[0] })
  const ids: Ids = {
    document: id,
    identifier,
    reference: identifier,
    signoff: waiting.signoffs.find(({ document }) => document.id === id)?.signoff.id ?? '',
    notification: notifications[0]?.id ?? '',
    session: '',
    member: first.membershipId,
    invitation: '',
    apiKey: '',
    absence: '',
    definition: await defined(
      ada,
      others.map(({ membershipId }) => membershipId),
    ),
    image: '',
    comment,
    calendarFeed: '',
    group: groups[0] ?? '',
    department: departments[0] ?? '',
    // Last: the newest entries of the log are about a document in every office.
    campaign: await launchSome(people, size),
  }
  return { slug: organization.slug, ids, cookie: await pages.signIn(ada.email) }
}

/** A definition with as many steps and versions as there are people, up to what it may have. */
async function defined(by: Awaited<ReturnType<typeof makeMember>>, people: string[]): Promise<string> {
  const steps = people.slice(0, 20).map((id, n) => ({
    name: `Step ${n}`,
    approvers: [{ kind: 'people' as const, membershipIds: [id] }],
  }))
  let { id } = await services.approvalDefinitions.create(by, { name: 'Long', steps })
  for (const _ of people) ({ id } = await services.approvalDefinitions.change(by, id, { name: 'Long', steps }))
  return id
}

/** A document in effect, which so many campaigns ask everybody to accept. */
async function launchSome(people: People, size: number): Promise<string> {
  const signer = await makeMember(database.db, people.organization, ['approver'])
  const document = await makePublished(pages.deps, services, { ...people, signers: [signer] })
  const dueDate = addDays(new Date().toISOString().slice(0, 10), 14)
  let last = ''
  for (let n = 0; n < size; n += 1) {
    const campaign = await services.campaigns.launch(people.manager, document.id, {
      audience: [{ kind: 'everyone' }],
      dueDate,
    })
    await settleAll(services, campaign, new Date())
    if (n % 2 === 0) await acceptAs(services, people.manager, campaign.id)
    last = campaign.id
  }
  return last
}

const small = await makeOffice(3)
/** More people than a pick list shows at once. */
const large = await makeOffice(30)

/** Addresses without an end, and files that somebody else has to make first. */
const NO_PAGE = ['routes/live/events.ts', 'routes/documents/export.ts']
const routes = ROUTES.filter(({ file }) => !NO_PAGE.includes(file)).map(
  (route) => [route.path + (route.index ? ' (index)' : ''), route] as const,
)
const others = { token: ['0'.repeat(43)], code: ['not_found'], hash: ['0'.repeat(64)] }

/** What is asked to show a page, on the second look: the first may have found something to remember. */
async function askedFor(path: string, cookie: string): Promise<string[]> {
  await (await pages.ask(path, { as: cookie })).text()
  const before = pages.statements.length
  const answer = await pages.ask(path, { as: cookie })
  await answer.text()
  expect(answer.status, path).toBeLessThan(500)
  return pages.statements.slice(before)
}

/** Statements without the ids that they were given, in an order of their own: what runs at once has none. */
const shapesOf = (statements: string[]): string[] =>
  statements.map((statement) => statement.replace(/\$\d+(, \$\d+)*|'[^']*'/g, '$')).toSorted()

describe.each(routes)('%s', (name, route) => {
  const addresses = ({ slug, ids }: typeof small) =>
    addressesOf(route, { ...fillings(slug, ids), ...others }).flatMap((path) =>
      ['', ...(SEARCHES[route.file]?.(ids) ?? [])].map((query) => (query ? `${path}?${query}` : path)),
    )

  test('asks the database as often for much as for little, and no more than it may', async () => {
    const more = addresses(large)
    let most = 0
    for (const [index, path] of addresses(small).entries()) {
      const few = await askedFor(path, small.cookie)
      const many = await askedFor(more[index] ?? '', large.cookie)
      expect(shapesOf(many), path).toEqual(shapesOf(few))
      most = Math.max(most, few.length)
    }
    expect(CEILINGS[name], `Say what ${name} may cost`).toBeDefined()
    expect(most).toBeLessThanOrEqual(CEILINGS[name] ?? 0)
  })
})

test('nothing of this was a bug', () => {
  expect(pages.bugs).toEqual([])
})
