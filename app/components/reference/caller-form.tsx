import { TextField } from '#app/components/ui/field.tsx'

/** As whom operations are tried. Kept in memory only: a key must not outlive the page. */
export interface Caller {
  key: string
  organization: string
}

interface CallerFormProps {
  /** Where the API begins. */
  base: string
  caller: Caller
  onChange: (caller: Caller) => void
}

/** How a request says who sends it, and who is to send those of this page. */
export function CallerForm({ base, caller, onChange }: CallerFormProps) {
  return (
    <section className="card card-pad reference-caller" aria-labelledby="caller">
      <h2 id="caller">Who asks</h2>
      <p>
        Send your key with every request: <code>Authorization: Bearer acc_…</code>. An admin makes keys under Settings,
        API keys.
      </p>
      <pre>{`curl -H "Authorization: Bearer $ACCORD_KEY" "$ACCORD_URL${base}/documents?limit=5"`}</pre>
      <h3>To try it here</h3>
      <TextField
        name="key"
        label="API key"
        type="password"
        autoComplete="off"
        placeholder="acc_…"
        help="Forgotten when you leave the page."
        value={caller.key}
        onChange={(event) => onChange({ ...caller, key: event.currentTarget.value })}
      />
      <TextField
        name="organization"
        label="Or your session in"
        placeholder="helix"
        help="The first part of the address of your pages."
        value={caller.organization}
        onChange={(event) => onChange({ ...caller, organization: event.currentTarget.value.trim() })}
      />
    </section>
  )
}
