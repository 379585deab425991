import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useState } from 'react'
import { reference } from '#app/api/reference.server.ts'
import { type Caller, CallerForm } from '#app/components/reference/caller-form.tsx'
import { OperationEntry } from '#app/components/reference/operation-entry.tsx'
import { ReferenceFrame } from '#app/components/reference/reference-frame.tsx'
import { paths } from '#domain/paths.ts'

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
      <CallerForm caller={caller} onChange={setCaller} />
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

const anchorOf = (tag: string) => tag.toLowerCase().replace(/\W+/g, '-')
