import { TextField } from '#app/components/ui/field.tsx'

/** As whom operations are tried. Kept in memory only: a key must not outlive the page. */
export interface Caller {
  key: string
  organization: string
}

export function CallerForm({ caller, onChange }: { caller: Caller; onChange: (caller: Caller) => void }) {
  return (
    <section className="card card-pad reference-caller" aria-labelledby="caller">
      <h2 id="caller">Try it as</h2>
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
