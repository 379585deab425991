import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Braces, FileDown } from 'lucide-react'
import { BoundForm } from '#app/components/bound/bound-form.tsx'
import { FoundBound } from '#app/components/bound/found-bound.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Menu, MenuItem } from '#app/components/ui/menu.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { outOfRange, readMoment } from '#app/lib/bound-query.server.ts'
import type { Services } from '#app/lib/context.ts'
import { answer, isDomainError } from '#app/lib/errors.server.ts'
import { formatClock, formatDate } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn, placeOf } from '#app/lib/page-number.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { timeZones } from '#app/lib/time-zones.server.ts'
import type { Actor } from '#domain/actor.ts'
import { dateIn } from '#domain/dates.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction = () => [{ title: 'What bound whom · Accord' }]

export const handle: RouteHandle = {}

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const { searchParams } = new URL(args.request.url)
  const organization = await services.organizations.get(actor)
  const now = new Date()
  const { asked, errors, at } = readMoment(searchParams, organization.timeZone, now)
  const member = args.params.member ?? ''
  const found =
    at && (await answer(args.request, lookAt(services, actor, member, { at, page: pageIn(searchParams, 'page') })))
  // A moment that cannot be asked for says nothing of documents; whose page it is stays.
  const { person } = found ?? (await answer(args.request, services.bound.at(actor, member, { limit: 1 })))
  return {
    org: actor.orgSlug,
    today: dateIn(now, organization.timeZone),
    zones: timeZones(),
    asked,
    errors: at && !found ? outOfRange : errors,
    person: {
      ...{ id: person.id, name: person.name, isMe: person.id === actor.membershipId },
      removedAt: person.removedAt?.toISOString() ?? null,
    },
    mayManage: actor.roles.includes('admin'),
    found: found && {
      at: found.at.toISOString(),
      standing: found.standing,
      counts: found.counts,
      place: placeOf(found),
      rows: found.rows.map(({ effectiveFrom, asked: request, acceptance, ...row }) => ({
        ...row,
        effectiveFrom: effectiveFrom.toISOString(),
        asked: request && { askedAt: request.askedAt.toISOString(), dueAt: request.dueAt.toISOString() },
        acceptance: acceptance && { label: acceptance.label, acceptedAt: acceptance.acceptedAt.toISOString() },
      })),
    },
  }
}

/** What bound them; null for a moment that cannot be asked for. */
async function lookAt({ bound }: Services, actor: Actor, member: string, asked: { at: Date; page: number }) {
  try {
    return await bound.at(actor, member, asked)
  } catch (error) {
    if (isDomainError(error) && error.code === 'moment_out_of_range') return null
    throw error
  }
}

export default function Bound() {
  const { org, asked, errors, person, found, today, zones, mayManage } = useLoaderData<typeof loader>()
  const whom = person.isMe ? 'me' : person.name
  const zone = asked.timeZone
  const title = found
    ? `What bound ${whom} on ${formatDate(found.at, zone)}, ${formatClock(found.at, zone)}`
    : `What bound ${whom}`
  return (
    <>
      <PageHeader
        crumbs={crumbsOf(org, person, mayManage)}
        title={title}
        primary={
          found ? (
            <Button as="a" kind="primary" icon={FileDown} href={paths.boundProof(org, person.id, 'pdf', asked)}>
              Download PDF with proof
            </Button>
          ) : undefined
        }
        menu={
          found ? (
            <Menu>
              <MenuItem as="a" href={paths.boundProof(org, person.id, 'json', asked)} icon={Braces}>
                Download as JSON
              </MenuItem>
            </Menu>
          ) : undefined
        }
      >
        <p className="page-sub">
          Worked out from what was recorded by then, not from what is true now.
          {person.removedAt ? ` ${person.name} left on ${formatDate(person.removedAt, zone)}; the records stay.` : ''}
        </p>
      </PageHeader>
      <BoundForm {...{ asked, today, zones, errors }} />
      {found ? <FoundBound org={org} zone={zone} name={person.name} found={found} /> : null}
    </>
  )
}

const crumbsOf = (org: string, { id, name, isMe }: { id: string; name: string; isMe: boolean }, mayManage: boolean) => [
  ...(isMe && !mayManage
    ? [{ label: 'My policies', to: paths.myPolicies(org) }]
    : [
        { label: 'Members', to: paths.settings(org, 'members') },
        { label: name, to: mayManage ? paths.member(org, id) : undefined },
      ]),
  { label: 'What bound whom' },
]
