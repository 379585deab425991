import { Link } from '@remix-run/react'
import { Fragment } from 'react'
import { Button } from '#app/components/ui/button.tsx'
import { paths } from '#domain/paths.ts'

interface Of {
  org: string
}

/** Who a member is, and what can be done with their membership besides changing it. */
export function MemberHead({
  org,
  member,
  mayBeRemoved,
}: Of & { member: { id: string; name: string; email: string }; mayBeRemoved: boolean }) {
  return (
    <div className="section-head">
      <h2>{member.name}</h2>
      <span className="muted">{member.email}</span>
      <div className="acts">
        <Button as={Link} to={paths.bound(org, member.id)}>
          What bound them
        </Button>
        <Button as={Link} to={paths.absences(org, member.id)}>
          Out of office…
        </Button>
        {mayBeRemoved ? (
          <Button as={Link} kind="danger" to={paths.removeMember(org, member.id)}>
            Remove…
          </Button>
        ) : (
          <Button kind="danger" aria-disabled aria-describedby="last-admin">
            Remove…
          </Button>
        )}
      </div>
    </div>
  )
}

/** The groups that a member is in, which are changed on their own pages. Nothing for who is in none. */
export function MemberGroups({ org, groups }: Of & { groups: readonly { id: string; name: string }[] }) {
  if (groups.length === 0) return null
  return (
    <p className="help">
      In {groups.length === 1 ? 'the group' : 'the groups'}{' '}
      {groups.map(({ id, name }, at) => (
        <Fragment key={id}>
          {at > 0 ? ', ' : null}
          <Link to={paths.group(org, id)}>{name}</Link>
        </Fragment>
      ))}
      .
    </p>
  )
}
