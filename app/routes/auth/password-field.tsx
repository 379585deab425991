import { Link } from '@remix-run/react'
import { CircleAlert } from 'lucide-react'
import { paths } from '#domain/paths.ts'

/** The password of the sign-in page, with the way out beside its label, after the field in the order of keys. */
export const PasswordField = ({ error }: { error: string | undefined }) => (
  <div className="field auth-password">
    <label className="label" htmlFor="f-password">
      Password
    </label>
    <input
      className="input"
      id="f-password"
      name="password"
      type="password"
      autoComplete="current-password"
      required
      aria-invalid={error ? true : undefined}
      aria-describedby={error ? 'f-password-error' : undefined}
    />
    <Link to={paths.forgotPassword()}>Forgot it?</Link>
    {error ? (
      <span className="error" id="f-password-error">
        <CircleAlert className="i" />
        {error}
      </span>
    ) : null}
  </div>
)
