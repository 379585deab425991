import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SaveVersionForm } from '#app/components/documents/save-version-form.tsx'
import { VersionTable } from '#app/components/documents/version-table.tsx'
import { Earlier } from '#app/components/ui/earlier.tsx'
import { documentReads } from '#app/lib/document-page.server.ts'
import { answer, attempt, malformed } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { parseForm } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { numberIn } from '#app/lib/page-number.ts'
import { nameOfListed } from '#domain/documents/labels.ts'
import { paths } from '#domain/paths.ts'
import { can } from '#domain/roles.ts'
import { SaveVersion } from '#services/documents/input.ts'

const PAGE = 50

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const reference = args.params.identifier ?? ''
  const before = numberIn(new URL(args.request.url).searchParams, 'before')
  // One more row is read than is shown: it shows whether there are more.
  const page = { limit: PAGE + 1, before }
  const [{ document, versions }, { own }] = await answer(
    args.request,
    Promise.all([services.versions.list(actor, reference, page), documentReads(args, actor).summary()]),
  )
  const shown = versions.slice(0, PAGE)
  return {
    org: actor.orgSlug,
    identifier: document.identifier,
    maySave: document.status === 'draft' && can(actor, 'documents.edit', { own }),
    later: before !== undefined,
    next: versions.length > PAGE ? (shown.at(-1)?.number ?? null) : null,
    versions: shown.map((version) => ({
      number: version.number,
      name: nameOfListed(version),
      label: version.major === null ? null : `${version.major}.${version.minor}`,
      changeType: version.changeType,
      changeSummary: version.changeSummary,
      words: version.words,
      contentHash: version.contentHash,
      createdAt: version.createdAt.toISOString(),
      createdBy: version.createdByName,
      effectiveFrom: version.effectiveFrom?.toISOString() ?? null,
      effectiveUntil: version.effectiveUntil?.toISOString() ?? null,
      roundStatus: version.roundStatus,
    })),
  }
}

/** Two commands: freeze the draft into a version, or take an earlier version back. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const { versions } = args.context.services
  const reference = args.params.identifier ?? ''
  const form = await args.request.formData()
  if (form.has('restore')) {
    const restored = Number(form.get('restore'))
    if (!Number.isSafeInteger(restored)) throw malformed()
    const { version, kept } = await answer(args.request, versions.restore(actor, reference, restored))
    const lost = kept ? ` The draft as it was is kept as version ${kept.number}.` : ''
    const sentence = `Version ${restored} is the draft again, kept as version ${version.number}.${lost}`
    return redirect(paths.documentVersions(actor.orgSlug, reference), await withFlash({ tone: 'ok', sentence }))
  }
  // From the editor, which goes on with the draft.
  const stays = form.has('stay')
  form.delete('stay')
  const parsed = parseForm(form, SaveVersion)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const saved = await attempt(args.request, form, versions.save(actor, reference, parsed.value))
  if (!saved.ok) return data(saved, { status: saved.status })
  if (stays) return data({ saved: saved.value.number, errors: undefined, typed: undefined })
  const sentence = `Version ${saved.value.number} is saved. The draft goes on from there.`
  return redirect(paths.documentVersions(actor.orgSlug, reference), await withFlash({ tone: 'ok', sentence }))
}

export default function Versions() {
  const { org, identifier, maySave, versions, later, next } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <>
      {maySave ? (
        <SaveVersionForm errors={failed?.errors} typed={failed?.typed} first={versions.length === 0 && !later} />
      ) : null}
      <VersionTable org={org} identifier={identifier} versions={versions} mayRestore={maySave} />
      <Earlier later={later} next={next} what="versions" />
    </>
  )
}
