import { Form } from '@remix-run/react'
import { ArrowRight, ChevronDown } from 'lucide-react'
import { Avatar } from '#app/components/ui/person.tsx'
import { countOf } from '#app/lib/format.ts'
import { rolesInWords } from '#app/lib/people.ts'
import type { DemoPerson } from '#services/auth/demo-people.ts'

/** Who may do most comes first: with their eyes most can be seen. */
function byOrganization(people: DemoPerson[]): [string, DemoPerson[]][] {
  const names = [...new Set(people.map(({ organization }) => organization))]
  return names.map((name) => [
    name,
    people
      .filter(({ organization }) => organization === name)
      .toSorted((a, b) => Number(b.roles.includes('admin')) - Number(a.roles.includes('admin'))),
  ])
}

function Choice({ name, email, position, roles }: DemoPerson) {
  const words = position ?? rolesInWords(roles)
  return (
    <li>
      <button type="submit" name="email" value={email}>
        <Avatar name={name} position={position} size="large" />
        <span className="truncate">
          <b>{name}</b>
          <small title={words}>{words}</small>
        </span>
        <ArrowRight className="i" />
      </button>
    </li>
  )
}

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
        {byOrganization(people).map(([organization, members], place) => (
          <details key={organization} open={place === 0}>
            <summary>
              {organization}
              <small>{countOf(members.length, 'person', 'people')}</small>
              <ChevronDown className="i" />
            </summary>
            <ul>
              {members.map((person) => (
                <Choice key={person.email} {...person} />
              ))}
            </ul>
          </details>
        ))}
      </Form>
      <p>
        Everybody’s password: <code>{password}</code>
      </p>
    </section>
  )
}
