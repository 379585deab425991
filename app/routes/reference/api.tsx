import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useState } from 'react'
import { reference } from '#app/api/reference.server.ts'
import { type Caller, CallerForm } from '#app/components/reference/caller-form.tsx'
import { OperationEntry } from '#app/components/reference/operation-entry.tsx'
import { ReferenceFrame } from '#app/components/reference/reference-frame.tsx'
import { paths } from '#domain/paths.ts'
import { API_SCOPES, SCOPE_WORDS } from '#domain/scopes.ts'

export const meta: MetaFunction = () => [{ title: 'API reference · Accord' }]

/** The reference of the API, made from the operations themselves; with scripts each can be tried in place. */
export const loader = () => reference()

export default function ApiReference() {
  const { base, sections } = useLoaderData<typeof loader>()
  const [caller, setCaller] = useState<Caller>({ key: '', organization: '' })
  return (
    <ReferenceFrame
      title="API reference"
      sub={
        <>
          Everything the pages can do, below <code>{base}</code>. As a file:{' '}
          <a href={`${base}/openapi.json`}>OpenAPI 3.1</a>. Every error has <Link to={paths.problems()}>a page</Link>.
        </>
      }
    >
      <CallerForm base={base} caller={caller} onChange={setCaller} />
      <Scopes />
      <nav className="card card-pad" aria-label="Sections">
        <ul className="reference-sections">
          {sections.map(({ tag, operations }) => (
            <li key={tag}>
              <a href={`#${anchorOf(tag)}`}>{tag}</a> <span className="muted">{operations.length}</span>
            </li>
          ))}
        </ul>
      </nav>
      {sections.map(({ tag, operations }) => (
        <section key={tag} aria-labelledby={anchorOf(tag)}>
          <h2 id={anchorOf(tag)}>{tag}</h2>
          {operations.map((operation) => (
            <OperationEntry key={operation.id} base={base} operation={operation} caller={caller} />
          ))}
        </section>
      ))}
    </ReferenceFrame>
  )
}

/** What a key may be limited to: every scope there is, and no other. */
const Scopes = () => (
  <section className="card card-pad" aria-labelledby="scopes">
    <h2 id="scopes">What a key may do</h2>
    <p className="muted">A key never does more than the person who made it, and of that only what its scopes say.</p>
    <dl className="reference-scopes">
      {API_SCOPES.map((scope) => (
        <div key={scope}>
          <dt>
            <code>{scope}</code>
          </dt>
          <dd>{SCOPE_WORDS[scope]}</dd>
        </div>
      ))}
    </dl>
  </section>
)

const anchorOf = (tag: string) => tag.toLowerCase().replace(/\W+/g, '-')
