import { type FormEvent, useState } from 'react'
import type { ReferenceOperation } from '#app/api/reference.server.ts'
import { Button } from '#app/components/ui/button.tsx'
import { TextArea, TextField } from '#app/components/ui/field.tsx'
import type { Caller } from './caller-form.tsx'

interface Answer {
  status: string
  text: string
}

/** A form over one operation's parameters and body, filled with its example. It needs scripts: forms cannot send JSON. */
export function TryIt({ base, operation, caller }: { base: string; operation: ReferenceOperation; caller: Caller }) {
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [missing, setMissing] = useState<readonly string[]>([])
  const { id, method, parameters, body } = operation
  const isSomebody = caller.key !== '' || caller.organization !== ''

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const left = parameters.filter(({ name, in: place, required }) => required && form.get(`${place}:${name}`) === '')
    setMissing(left.map(({ name }) => name))
    if (left.length > 0) return
    const request = requestOf(operation, base, caller, form)
    const got = await fetch(request)
      .then(answerOf)
      .catch(() => null)
    setAnswer(got ?? { status: 'No answer', text: 'The server could not be reached.' })
  }

  return (
    <form className="reference-try" noValidate onSubmit={(event) => void send(event)}>
      {parameters.map(({ name, in: place, required, description, example }) => (
        <TextField
          key={`${place}:${name}`}
          id={`${id}-${place}-${name}`}
          name={`${place}:${name}`}
          label={name}
          hint={place}
          required={required}
          error={missing.includes(name) ? 'Write something here' : undefined}
          help={description.replaceAll('`', '') || undefined}
          defaultValue={example}
        />
      ))}
      {body === null ? null : (
        <TextArea
          id={`${id}-body`}
          name="body"
          label="Body"
          hint="JSON"
          rows={Math.min(16, body.split('\n').length + 1)}
          spellCheck={false}
          defaultValue={body}
        />
      )}
      <div className="row row-wrap">
        <Button
          type="submit"
          kind={method === 'GET' ? 'primary' : 'secondary'}
          disabled={!isSomebody}
          aria-describedby={isSomebody ? undefined : `${id}-off`}
        >
          Send
        </Button>
        {isSomebody ? null : (
          <span className="fs13 muted" id={`${id}-off`}>
            Nobody to send it as yet: write a key or an organization <a href="#caller">above</a>.
          </span>
        )}
      </div>
      <output aria-live="polite">
        {answer ? (
          <>
            <strong>{answer.status}</strong>
            <pre>{answer.text}</pre>
          </>
        ) : null}
      </output>
    </form>
  )
}

function requestOf({ method, path, parameters }: ReferenceOperation, base: string, caller: Caller, form: FormData) {
  const headers = new Headers()
  const query = new URLSearchParams()
  let address = path
  for (const { name, in: place } of parameters) {
    const value = String(form.get(`${place}:${name}`) ?? '')
    if (place === 'path') address = address.replace(`{${name}}`, encodeURIComponent(value))
    else if (value !== '' && place === 'query') query.set(name, value)
    else if (value !== '') headers.set(name, value)
  }
  if (caller.key) headers.set('Authorization', `Bearer ${caller.key}`)
  else headers.set('X-Organization', caller.organization)
  const body = form.get('body')
  if (typeof body === 'string') headers.set('Content-Type', 'application/json')
  const search = query.size > 0 ? `?${query}` : ''
  return new Request(`${base}${address}${search}`, {
    method,
    headers,
    body: typeof body === 'string' ? body : undefined,
  })
}

async function answerOf(response: Response): Promise<Answer> {
  const type = response.headers.get('Content-Type') ?? ''
  const status = `${response.status} ${response.statusText}`
  if (type.startsWith('application/pdf')) return { status, text: 'A PDF.' }
  const text = await response.text()
  return { status, text: /json/.test(type) ? indented(text) : text }
}

/** As it came, where an answer breaks off or is no JSON after all. */
function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2)
  } catch {
    return json
  }
}
