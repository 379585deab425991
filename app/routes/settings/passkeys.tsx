import { Form, useFetcher, useSubmit } from '@remix-run/react'
import { type PublicKeyCredentialCreationOptionsJSON, startRegistration } from '@simplewebauthn/browser'
import { KeyRound } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '#app/components/ui/button.tsx'
import { TextField } from '#app/components/ui/field.tsx'
import { Time } from '#app/components/ui/time.tsx'
import type { changePasskeys } from '#app/lib/passkeys.server.ts'
import { usePasskeys } from '#app/lib/use-passkeys.ts'

interface PasskeyLine {
  id: string
  name: string
  createdAt: string
}

/** One's own passkeys: each signs in and signs. They can be renamed and removed without scripts; adding one takes them. */
export function Passkeys({ passkeys }: { passkeys: PasskeyLine[] }) {
  const canUse = usePasskeys()
  return (
    <div className="stack">
      {passkeys.length === 0 ? (
        <p className="muted">
          None yet. A passkey signs you in with your fingerprint, your face or the PIN of your device, and confirms
          signatures where an approval step asks for it.
        </p>
      ) : (
        <ul className="passkeys">
          {passkeys.map((passkey) => (
            <Line key={passkey.id} {...passkey} />
          ))}
        </ul>
      )}
      {canUse ? <AddPasskey key={passkeys.length} /> : null}
    </div>
  )
}

const Line = ({ id, name, createdAt }: PasskeyLine) => (
  <li>
    <Form method="post" className="passkey">
      <input type="hidden" name="id" value={id} />
      <KeyRound className="i" />
      <input
        className="input"
        name="name"
        defaultValue={name}
        aria-label={`Name of the passkey ${name}`}
        maxLength={80}
        dir="auto"
      />
      <span className="muted fs13 nowrap">
        since <Time at={createdAt} style="date" />
      </span>
      <button className="btn btn-sm" type="submit" name="intent" value="rename-passkey">
        Rename
      </button>
      <button
        className="btn btn-sm"
        type="submit"
        name="intent"
        value="remove-passkey"
        aria-label={`Remove the passkey ${name}`}
      >
        Remove
      </button>
    </Form>
  </li>
)

/** First the password, then the device. */
function AddPasskey() {
  const { data, Form: FetcherForm } = useFetcher<typeof changePasskeys>()
  const submit = useSubmit()
  const [failed, setFailed] = useState(false)
  const answered = useRef<unknown>(null)
  useEffect(() => {
    if (!data?.options || answered.current === data.options) return
    answered.current = data.options
    startRegistration({ optionsJSON: data.options as PublicKeyCredentialCreationOptionsJSON })
      .then((response) =>
        submit(
          { intent: 'add-passkey', name: data.name ?? '', response: JSON.stringify(response) },
          { method: 'post' },
        ),
      )
      .catch(() => setFailed(true))
  }, [data, submit])
  const errors = data?.errors
  return (
    <FetcherForm method="post" className="form" noValidate onSubmit={() => setFailed(false)}>
      <TextField
        name="name"
        id="passkey-name"
        label="Name of the new passkey"
        help="The device or the place that holds it, such as “Work laptop”."
        maxLength={80}
        error={errors?.name}
      />
      <TextField
        name="password"
        id="passkey-password"
        type="password"
        label="Your password"
        autoComplete="current-password"
        error={errors?.password}
      />
      {failed ? (
        <p className="help" role="status">
          No passkey was added: the device refused, or you ended it.
        </p>
      ) : null}
      <div className="form-foot">
        <Button type="submit" name="intent" value="offer-passkey" icon={KeyRound}>
          Add a passkey
        </Button>
      </div>
    </FetcherForm>
  )
}
