import type { ReferenceOperation } from '#app/api/reference.server.ts'
import type { Caller } from './caller-form.tsx'
import { TryIt } from './try-it.tsx'

/** `text with code` as the operations write it. */
const withCode = (text: string) =>
  text
    .split('`')
    .map((part, place) => ({ part, isCode: place % 2 === 1, key: `${place}:${part}` }))
    .map(({ part, isCode, key }) => (isCode ? <code key={key}>{part}</code> : part))

/** One operation: closed it is a line of the list, open it says all and can be tried. */
export function OperationEntry({
  base,
  operation,
  caller,
}: {
  base: string
  operation: ReferenceOperation
  caller: Caller
}) {
  const { id, method, path, summary, notes, scope, status, response } = operation
  return (
    <details className="card reference-operation" id={id}>
      <summary>
        <code className="reference-method">{method}</code>
        <code>{path}</code>
        <span className="muted">{summary}</span>
      </summary>
      <div className="card-pad reference-body">
        {notes ? <p>{withCode(notes)}</p> : null}
        {scope ? (
          <p>
            An API key needs the scope <code>{scope}</code>.
          </p>
        ) : null}
        <TryIt base={base} operation={operation} caller={caller} />
        <h3>Answer: {status}</h3>
        {response === null ? <p>{status === 204 ? 'No body.' : 'A file.'}</p> : <pre>{response}</pre>}
      </div>
    </details>
  )
}
