import { Form } from '@remix-run/react'
import { ArrowRight } from 'lucide-react'
import { Avatar } from '#app/components/ui/person.tsx'
import { ROLE_LABELS, type Role } from '#domain/roles.ts'
import type { DemoPerson } from '#services/auth/demo-people.ts'

const rolesInWords = (roles: string[]) => roles.map((role) => ROLE_LABELS[role as Role] ?? role).join(', ')

/** The people of the demo data: one click signs in as any of them. Development only. */
export function DemoPeople({ people, password, next }: { people: DemoPerson[]; password: string; next: string }) {
  return (
    <section className="card auth-demo" aria-labelledby="demo">
      <div className="card-head">
        <h2 id="demo">Demo people</h2>
        <span className="tag">Development only</span>
      </div>
      <Form method="post">
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="password" value={password} />
        <ul>
          {people.map(({ name, email, position, organization, roles }) => (
            <li key={email}>
              <button type="submit" name="email" value={email}>
                <Avatar name={name} position={position} size="large" />
                <span className="truncate">
                  <b>{name}</b>
                  <small title={`${position ?? rolesInWords(roles)}, ${organization}`}>
                    {position ?? rolesInWords(roles)}, {organization}
                  </small>
                </span>
                <ArrowRight className="i" />
              </button>
            </li>
          ))}
        </ul>
      </Form>
      <p>
        Everybody’s password: <code>{password}</code>
      </p>
    </section>
  )
}
