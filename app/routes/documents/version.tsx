import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Download, GitCompare, MessageSquare } from 'lucide-react'
import { PinnedText } from '#app/components/comments/pinned-text.tsx'
import { Content, Outline } from '#app/components/documents/content.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { readComments, withPlaces } from '#app/lib/comments.server.ts'
import { readText } from '#app/lib/document-text.server.ts'
import { answer, notFound } from '#app/lib/errors.server.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { namesOf } from '#app/lib/version-names.server.ts'
import { paths } from '#domain/paths.ts'

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const number = Number(args.params.number)
  if (!Number.isInteger(number) || number < 1) throw notFound()
  const identifier = args.params.identifier ?? ''
  const { services } = args.context
  const names = await answer(args.request, namesOf(services, actor, identifier))
  const [text, comments] = await answer(
    args.request,
    Promise.all([
      readText(services, actor, identifier, number, names, true),
      readComments(services, actor, identifier, number),
    ]),
  )
  return {
    org: actor.orgSlug,
    identifier,
    number,
    text: { ...text, html: withPlaces(text.html, comments) },
    comments,
    before: names.get(number - 1) ?? null,
  }
}

export default function Version() {
  const { org, identifier, number, text, comments, before } = useLoaderData<typeof loader>()
  return (
    <div className="with-aside doc-cols">
      <div>
        <div className="doc-bar">
          <b className="strong">{text.label}</b>
          <span className="fs13 muted">
            {countOf(text.words, 'word')}, by {text.updatedBy}, <Time at={text.updatedAt} />
          </span>
          <span className="acts end">
            {comments.threads.length > 0 ? (
              <Button
                as={Link}
                to={paths.documentComments(org, identifier, { version: number })}
                size="small"
                icon={MessageSquare}
              >
                {countOf(comments.threads.length, 'comment')}
              </Button>
            ) : null}
            {before ? (
              <Button
                as={Link}
                to={paths.documentCompare(org, identifier, number - 1, number)}
                size="small"
                icon={GitCompare}
              >
                Compare with {before}
              </Button>
            ) : null}
            <Button as="a" href={paths.documentExport(org, identifier, 'pdf', number)} size="small" icon={Download}>
              PDF
            </Button>
          </span>
        </div>
        <PinnedText comments={comments} html={text.html}>
          <Content html={text.html} label={text.label} />
        </PinnedText>
      </div>
      <div className="aside">
        <Outline items={text.outline} />
        {text.hash ? (
          <section aria-labelledby="hash">
            <h2 className="panel-title" id="hash">
              What is signed
            </h2>
            <p className="fs12 muted">This version is frozen. Signatures belong to this content:</p>
            <p className="id wrap-anywhere" title="SHA-256">
              {text.hash}
            </p>
          </section>
        ) : null}
      </div>
    </div>
  )
}
