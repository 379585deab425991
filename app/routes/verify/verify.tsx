import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { CircleCheck, CircleX } from 'lucide-react'
import { OpenTop } from '#app/components/shell/open-top.tsx'
import { StatusButton } from '#app/components/ui/button.tsx'
import { TextField } from '#app/components/ui/field.tsx'
import { Properties } from '#app/components/ui/properties.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { CONFIRMATION_LABELS } from '#domain/approvals/confirmation.ts'
import { PURPOSES } from '#domain/approvals/purposes.ts'
import { STANDINGS } from '#domain/documents/standing.ts'
import { paths } from '#domain/paths.ts'
import { networkOf } from '#domain/requests/network.ts'
import { rateLimited } from '#domain/requests/rate-limited.ts'

/** Whoever holds a stack of documents asks for each; whoever guesses hashes gets nowhere anyhow. */
const LOOKS_FROM = { name: 'verify from', points: 60, seconds: 60 }

export const meta: MetaFunction = () => [
  { title: 'Verify a document · Accord' },
  { name: 'robots', content: 'noindex' },
]

/** An answer of today may be wrong tomorrow. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' })

/** Whether a text was signed, for anybody who holds it: by the hash that is printed under its signatures. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const typed = new URL(request.url).searchParams.get('hash')
  if (typed !== null) throw redirect(paths.verify(typed.replace(/\s+/g, '').slice(0, 200)))
  const hash = params.hash ?? null
  if (hash === null) return { hash, proofs: [] }
  const spent = await context.limits.take(LOOKS_FROM, networkOf(context.clientIp || 'unknown'))
  if (spent.isOver) throw rateLimited(spent)
  const proofs = await context.services.verify.byHash(hash)
  return data({ hash, proofs }, { status: proofs.length === 0 ? 404 : 200 })
}

type Proof = ReturnType<typeof useLoaderData<typeof loader>>['proofs'][number]

export default function Verify() {
  const { hash, proofs } = useLoaderData<typeof loader>()
  return (
    <div className="auth">
      <OpenTop />
      <main className="auth-main verify">
        <h1>Verify a document</h1>
        {hash === null ? null : proofs.length === 0 ? (
          <p className="done done-bad" role="status">
            <CircleX className="i i-lg" />
            <span>No document with this hash was signed here. Compare each of its 64 characters with the paper.</span>
          </p>
        ) : (
          proofs.map((proof) => <Found key={proof.signatures[0]?.id} proof={proof} />)
        )}
        <Form method="get" action={paths.verify()} className="form" reloadDocument>
          <TextField
            name="hash"
            label="Hash of the signed content"
            help="It stands under the signatures, on the last page of the document."
            defaultValue={hash ?? ''}
            className="mono"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            required
          />
          <StatusButton working="Looking…">Verify</StatusButton>
        </Form>
        <p className="fs13 muted">
          This page says what was signed under a hash, and shows nothing of the text. Compare it with what the paper
          says. A hash that was copied onto another text proves nothing about that text: members of the organization
          open the document itself.
        </p>
      </main>
    </div>
  )
}

function Found({ proof }: { proof: Proof }) {
  const { organization, identifier, version, standing, effectiveFrom, effectiveUntil, signatures } = proof
  const count = signatures.length === 1 ? '1 person' : `${signatures.length} people`
  return (
    <section className="card card-pad verify-found" aria-label={`${identifier} ${version}`}>
      <p className="row" role="status">
        <CircleCheck className="i i-lg i-ok" />
        <b className="medium">This text was signed by {count}.</b>
      </p>
      <Properties
        rows={[
          ['Organization', organization],
          [
            'Document',
            <span key="id" className="id">
              {identifier}
            </span>,
          ],
          ['Version', version],
          ['Today', STANDINGS[standing]],
          ...(effectiveFrom ? [['In effect from', <Time key="from" at={effectiveFrom} style="date" />] as const] : []),
          ...(effectiveUntil ? [['In effect until', <Time key="to" at={effectiveUntil} style="date" />] as const] : []),
        ]}
      />
      <ul className="verify-signers">
        {signatures.map(({ id, name, position, onBehalfOf, signedAt, confirmedBy }) => (
          <li key={id}>
            <b className="medium">{name}</b>
            {position ? `, ${position}` : ''}
            {onBehalfOf ? `, in the place of ${onBehalfOf}` : ''}
            <span className="fs13 muted">
              “{PURPOSES.approval.meanings.approved}” {signedAt ? <Time at={signedAt} style="moment" /> : null}
              {confirmedBy ? `. ${CONFIRMATION_LABELS[confirmedBy]}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
