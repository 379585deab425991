import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Pencil } from 'lucide-react'
import { RoundCard } from '#app/components/approvals/round-card.tsx'
import { Activity } from '#app/components/documents/activity.tsx'
import { Aside } from '#app/components/documents/aside.tsx'
import { Content } from '#app/components/documents/content.tsx'
import { FoundNote } from '#app/components/documents/found-note.tsx'
import { VersionCards } from '#app/components/documents/version-cards.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Note } from '#app/components/ui/note.tsx'
import { activityEntry } from '#app/lib/activity.ts'
import { documentReads } from '#app/lib/document-page.server.ts'
import { asideOf, changesOf, versionCardsOf } from '#app/lib/document-parts.server.ts'
import { readText, textToShow, withMarks } from '#app/lib/document-text.server.ts'
import { answer, notFound } from '#app/lib/errors.server.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { toRoundView } from '#app/lib/round-view.server.ts'
import type { RoundView } from '#app/lib/round-view.ts'
import { namesOf } from '#app/lib/version-names.server.ts'
import type { DocumentStatus } from '#domain/documents/status.ts'
import { paths } from '#domain/paths.ts'
import { can } from '#domain/roles.ts'

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const reads = documentReads(args, actor)
  const summary = await answer(args.request, reads.summary())
  const { document, own } = summary
  const seesDrafts = own || can(actor, 'documents.read_drafts')
  const { searchParams } = new URL(args.request.url)
  const shown = textToShow(searchParams.get('version'), { ...summary, status: document.status, seesDrafts })
  if (shown === null) throw notFound()
  const naming = namesOf(services, actor, document.id)
  const mayEdit = can(actor, 'documents.edit', { own })
  const [names, text, [newest], log, openComments] = await answer(
    args.request,
    Promise.all([
      naming,
      readText(services, actor, document.id, shown, naming),
      reads.visibleRound(),
      services.audit.ofDocument(actor, document.id, { limit: 6 }),
      // Who writes the next text answers them.
      mayEdit && document.status === 'draft' && shown === 'draft' ? services.comments.open(actor, document.id) : 0,
    ]),
  )
  const under = document.status === 'in_review' || document.status === 'approved' ? newest : undefined
  const people = await reads.people()
  const submitted = under?.round.purpose === 'approval' ? toRoundView(under, people) : null
  const decided = newest && isShown(newest.round, document.status) ? toRoundView(newest, people) : null
  const here = paths.document(actor.orgSlug, document.identifier, shown)
  const marked = await withMarks(services, text.html, searchParams, here)
  return {
    org: actor.orgSlug,
    identifier: document.identifier,
    title: document.title,
    here,
    text: { ...text, html: marked.html },
    found: marked.found,
    round: decided,
    versionCards: versionCardsOf(actor.orgSlug, summary, { shown, seesDrafts, names, submitted }),
    changes: changesOf(actor.orgSlug, summary, shown),
    aside: { ...asideOf(actor.orgSlug, summary, mayEdit && document.status !== 'archived'), outline: text.outline },
    activity: log.entries.map(activityEntry),
    openComments,
    mayWrite: mayEdit && document.status === 'draft' && shown === 'draft',
    reason:
      document.status === 'archived'
        ? document.archiveReason
        : document.status === 'draft'
          ? document.revisionReason
          : null,
    archived: document.status === 'archived',
  }
}

/** What is being decided about the document, and why its publication was refused as long as it is not published. */
const isShown = ({ purpose, status }: Pick<RoundView, 'purpose' | 'status'>, of: DocumentStatus): boolean =>
  status === 'running' || (purpose === 'publication' && status === 'rejected' && of === 'approved')

export default function ReadDocument() {
  const page = useLoaderData<typeof loader>()
  const { org, identifier, text } = page
  const signed = text.hash === null ? null : { hash: text.hash, version: text.label }
  return (
    <>
      <VersionCards cards={page.versionCards} />
      {page.reason ? (
        <div className="gap-t">
          <Note tone={page.archived ? 'info' : 'warning'}>
            {page.archived ? 'Archived: ' : 'What must change: '}
            {page.reason}
          </Note>
        </div>
      ) : null}
      {page.round ? <RoundCard round={page.round} to={paths.documentApproval(org, identifier)} /> : null}
      {page.openComments > 0 ? (
        <div className="gap-t">
          <Note>
            {countOf(page.openComments, 'comment')} on the last submission {page.openComments === 1 ? 'is' : 'are'}{' '}
            open. <Link to={paths.documentComments(org, identifier)}>Read them</Link>
          </Note>
        </div>
      ) : null}
      {page.found ? <FoundNote {...page.found} /> : null}
      <div className="with-aside doc-cols">
        <div>
          <div className="doc-bar">
            {page.changes ? (
              <nav className="seg" aria-label="Text">
                <Link to={page.here} aria-current="true" preventScrollReset>
                  {text.label}
                </Link>
                <Link to={page.changes.to}>{page.changes.words}</Link>
              </nav>
            ) : (
              <b className="strong">{text.label}</b>
            )}
            {page.mayWrite ? (
              <Button as={Link} to={paths.documentEdit(org, identifier)} size="small" icon={Pencil}>
                Edit
              </Button>
            ) : null}
            <span className="fs13 muted end">
              {countOf(text.words, 'word')}, about {countOf(Math.max(1, text.minutesToRead), 'minute')} to read
            </span>
          </div>
          <Content html={text.html} label={`${page.title}, ${text.label}`} />
          <section className="section" aria-labelledby="activity">
            <div className="section-head activity-head">
              <h2 id="activity">Activity</h2>
              <Link to={paths.documentActivity(org, identifier)}>All activity</Link>
            </div>
            <Activity org={org} entries={page.activity} />
          </section>
        </div>
        <Aside {...page.aside} signed={signed} />
      </div>
    </>
  )
}
