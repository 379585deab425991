import { COMMAND_PAGES } from '#app/lib/document-commands.ts'
import type { Asked } from '#test/support/pages.ts'
import type { Fillings } from './routes.ts'
import type { Ids } from './world.ts'

/** What stands in the parameters of the pages' addresses. */
export const fillings = (slug: string, ids: Ids): Fillings => ({
  org: [slug],
  identifier: [ids.reference],
  signoffId: [ids.signoff],
  member: [ids.member],
  definition: [ids.definition],
  group: [ids.group],
  department: [ids.department],
  number: ['1'],
  hash: [ids.image],
  // What has to be printed comes last: nobody prints here, and the page waits some seconds for it.
  format: ['md', 'json', 'pdf'],
  as: ['csv', 'jsonl'],
  campaign: [ids.campaign],
  command: [...COMMAND_PAGES, 'nonsense'],
  '*': ['nowhere'],
})

/** What the address of a page may ask besides, by the route's file: whatever names a row. */
export const SEARCHES: Record<string, (ids: Ids) => string[]> = {
  'routes/campaigns/campaigns.tsx': () => ['show=closed'],
  'routes/campaigns/new.tsx': ({ identifier }) => [`document=${identifier}`],
  'routes/campaigns/campaign.tsx': () => ['show=late', 'show=accepted'],
  'routes/audit/audit.tsx': ({ member, identifier }) => [
    `who=${member}`,
    'who.words=nobody',
    `document=${identifier}&version=1`,
  ],
  'routes/reviews/reviews.tsx': ({ member }) => ['due=overdue', `owner=${member}`, 'view=done'],
  'routes/reviews/export.ts': ({ member }) => [`owner=${member}`, 'view=done'],
  'routes/reviews/calendar.tsx': () => ['month=2027-06'],
  'routes/work/inbox.tsx': ({ signoff }) => [`approve=${signoff}`, 'kind=review', 'kind=planned', 'kind=done'],
  'routes/work/notifications.tsx': ({ notification }) => [`before=${notification}`],
  'routes/documents/library.tsx': ({ identifier, member }) => [
    `peek=${identifier}&q=${identifier}&owner=${member}`,
    'framework=ISO 27001&tag=keys&owner.words=nobody',
  ],
  'routes/settings/bound.tsx': () => ['day=2026-06-01&time=10:00&timeZone=Europe/Zurich', 'page=2', 'day=nonsense'],
  'routes/settings/deliveries.tsx': () => ['show=sent', 'show=waiting', 'show=skipped'],
  'routes/settings/definitions.tsx': () => ['type=retirement&retired=1'],
  'routes/settings/definition.tsx': () => ['type=review', 'ask=retire'],
  'routes/search/search.ts': ({ identifier }) => [`q=${identifier}`, `q=submit ${identifier}`, 'q=sign'],
  'routes/search/people.ts': () => ['q=a', 'signers=1'],
  'routes/documents/command.tsx': () => ['reason=Because'],
  'routes/documents/compare.tsx': () => ['from=1&to=2'],
  'routes/documents/read.tsx': () => ['version=1', 'version=draft'],
  'routes/documents/export.ts': () => ['version=1', 'version=draft'],
  'routes/settings/group.tsx': () => ['show=history'],
  'routes/sign/sign.tsx': () => ['decide=approve', 'decide=delegate'],
  'routes/documents/comments.tsx': ({ signoff }) => ['version=1', `version=2&block=0&signoff=${signoff}`],
}

type Sent = Pick<Asked, 'form' | 'json'> & {
  /** What the address names, for a form that says by its address what it is about. */
  search?: string
}
const forms = (...all: Record<string, string | string[]>[]): Sent[] => all.map((form) => ({ form }))

/** Everything that the forms of a page send, by the route's file: one entry for each thing that its action does. */
export const SENT: Record<string, (ids: Ids) => Sent[]> = {
  'routes/sign/sign.tsx': ({ member }) =>
    forms(
      { decision: 'approve' },
      { decision: 'reject', comment: 'No' },
      { decision: 'delegate', to: member, reason: 'Away' },
    ),
  'routes/my/read.tsx': () =>
    forms({ contentHash: '0'.repeat(64), reachedEnd: 'yes', sections: '[]' }, { command: 'answer', 'answer/q1': '0' }),
  'routes/campaigns/check.tsx': () =>
    forms({ 'questions/0/prompt': 'Mine', 'questions/0/place': '1', 'questions/0/choices/0': 'Mine' }),
  'routes/campaigns/attempts.tsx': ({ member }) => forms({ membershipId: member }),
  'routes/campaigns/new.tsx': ({ identifier, member }) =>
    forms({ everyone: 'on', preview: '1' }, { people: member, dueDate: '2999-01-01', statement: 'Read' }).map(
      (sent) => ({
        ...sent,
        search: `document=${identifier}`,
      }),
    ),
  'routes/campaigns/campaign.tsx': ({ member }) =>
    forms(
      { command: 'remind' },
      { command: 'retry' },
      { command: 'move', dueDate: '2999-01-01' },
      { command: 'again', membershipId: member },
      { command: 'close', reason: 'Because' },
    ),
  'routes/audit/export.ts': () => forms({}),
  'routes/documents/edit.tsx': () => forms({ markdown: 'Mine', revision: '1' }, { intent: 'dismiss' }),
  'routes/documents/draft.ts': () => [
    { json: { revision: 1, html: '<p>Mine</p>', variables: [] } },
    { json: { copy: true, html: '<p>Mine</p>', variables: [] } },
  ],
  'routes/documents/attachments.ts': () => [{ json: 'no image' }],
  'routes/documents/remind.ts': () => forms({}),
  'routes/documents/retry.ts': () => forms({}),
  'routes/documents/library.tsx': () => forms({ columns: 'chosen', 'columns[]': ['owner'] }),
  'routes/documents/new.tsx': () => forms({ kind: 'policy', title: 'Mine', category: 'encryption' }),
  'routes/documents/versions.tsx': () => forms({ restore: '1' }, { changeSummary: 'Mine', abstract: '' }),
  'routes/documents/comments.tsx': ({ comment }) =>
    forms(
      { intent: 'make', block: '0', quote: '', body: 'Mine' },
      { intent: 'answer', comment, body: 'Mine' },
      { intent: 'take', comment, reason: 'Mine', withdraw: '1' },
      { intent: 'leave', comment, reason: 'Mine' },
      { intent: 'resolve', comment },
      { intent: 'reopen', comment },
    ).map((sent) => ({ ...sent, search: 'version=2' })),
  'routes/documents/properties.tsx': ({ member }) =>
    forms({ title: 'Mine', type: 'security', classification: 'public', ownerId: member, secondOwnerId: member }),
  'routes/campaigns/acknowledgment.tsx': ({ member }) =>
    forms({ command: 'set', people: member, daysToRead: '14', statement: 'Read' }, { command: 'remove' }),
  'routes/documents/submit.tsx': ({ member }) => forms({ signerIds: [member], publication: 'manual' }),
  'routes/documents/change-round.tsx': ({ member }) =>
    forms(
      { intent: 'replace', signer: member, by: member, reason: 'Mine' },
      { intent: 'extend', dueDate: '2999-01-01', because: 'Mine' },
    ),
  'routes/reviews/review.tsx': () =>
    forms(
      { answer: 'still_right', note: '', dueOn: '2999-01-01', evidenceLabel: '', evidenceUrl: '' },
      { answer: 'needs_change', change: 'Because', dueOn: '2999-01-01' },
      { answered: 'move', moveTo: '2999-01-01', reason: 'Because' },
    ),
  'routes/calendar-feeds/feeds.tsx': ({ calendarFeed }) =>
    forms({ make: 'organization' }, { renew: calendarFeed }, { revoke: calendarFeed }),
  'routes/documents/command.tsx': () => forms({ reason: 'Because', when: 'date', effectiveDate: '2999-01-01' }),
  'routes/settings/members.tsx': ({ invitation }) =>
    forms({ invitation, command: 'resend' }, { invitation, command: 'revoke' }),
  'routes/settings/invite.tsx': () => forms({ email: 'someone@people.example', 'roles[]': ['member'] }),
  'routes/settings/member.tsx': ({ member }) => forms({ 'roles[]': ['member'], managerId: member }),
  'routes/settings/remove-member.tsx': ({ member }) => forms({ ownerSuccessorId: member, signerSuccessorId: member }),
  'routes/settings/absences.tsx': ({ member, absence }) =>
    forms({ cancel: absence }, { fromDay: '2999-01-01', untilDay: '2999-01-02', delegateId: member }),
  'routes/settings/organization.tsx': () =>
    forms({
      name: 'Mine',
      timeZone: 'UTC',
      'workingDays[]': ['1'],
      reviewsCountFrom: 'due',
      reminderDays: '14, 0',
      overdueEveryDays: '7',
    }),
  'routes/settings/groups.tsx': () => forms({ name: 'Mine', description: '' }),
  'routes/settings/group.tsx': ({ member }) =>
    forms(
      { command: 'add', membershipId: member },
      { command: 'paste', list: 'nobody@people.example' },
      { command: 'remove', who: member },
      { command: 'change', name: 'Mine', description: '' },
      { command: 'retire' },
    ),
  'routes/settings/departments.tsx': ({ department, member }) =>
    forms({ name: 'Mine', parentId: department, headId: member }),
  'routes/settings/department.tsx': ({ department, member }) =>
    forms(
      { command: 'change', name: 'Mine', parentId: '', headId: member },
      { command: 'merge', intoId: department },
      { command: 'retire' },
    ),
  'routes/settings/holidays.tsx': () => forms({ list: '2027-05-01 Labour Day' }, { remove: '2027-05-01' }),
  'routes/settings/api-keys.tsx': ({ apiKey }) =>
    forms({ revoke: apiKey }, { name: 'Mine', 'scopes[]': ['documents:read'], expires: '30' }),
  'routes/settings/definition.tsx': ({ member, document }) => {
    const step = { step: 's1', 's1.name': 'Mine', 's1.who': `person:${member}`, 's1.rule': 'all' }
    const whole = { name: 'Mine', type: 'approval', ...step }
    return forms(
      { intent: 'add:s1', ...whole },
      { intent: 'try', ...whole, 'try.document': document },
      { intent: 'save', ...whole },
      { intent: 'default' },
      { intent: 'retire' },
    )
  },
  'routes/settings/deliveries.tsx': ({ notification }) =>
    forms({ command: 'resend', 'ids[]': [notification] }, { command: 'discard', 'ids[]': [notification] }),
  'routes/settings/notification-defaults.tsx': () => forms({ 'mail.document_published': 'off' }),
  'routes/settings/notifications.tsx': () =>
    forms({ 'mail.document_published': 'off', from: '22:00', until: '07:00', 'days[]': ['1'], digestHour: '8' }),
  'routes/settings/profile.tsx': () => forms({ name: 'Mine', timeZone: '' }),
  'routes/settings/security.tsx': ({ session }) =>
    forms(
      { end: session },
      { end: 'others' },
      { intent: 'rename-passkey', id: session, name: 'Mine' },
      { intent: 'remove-passkey', id: session },
      { intent: 'offer-passkey', name: 'Mine', password: 'a guess' },
    ),
  'routes/home/home.tsx': () => forms({ hide: 'first-steps' }),
  'routes/work/inbox.tsx': ({ signoff }) => [{ search: `approve=${signoff}`, form: { decision: 'approve' } }],
  'routes/work/notifications.tsx': ({ notification }) => forms({ read: notification }),
}
