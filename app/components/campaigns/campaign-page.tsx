import { Form, Link } from '@remix-run/react'
import { Bell, Download } from 'lucide-react'
import { countOf, formatNumber } from '#app/lib/format.ts'
import type { FieldErrors, TypedText } from '#app/lib/forms.ts'
import type { Place } from '#app/lib/page-number.ts'
import type { PeopleOffer } from '#app/lib/people.ts'
import type { CampaignEnding, Recurrence } from '#domain/campaigns/campaign.ts'
import type { Misread } from '#domain/campaigns/check.ts'
import { paths } from '#domain/paths.ts'
import { Activity, type ActivityEntry } from '../documents/activity.tsx'
import { Button, StatusButton } from '../ui/button.tsx'
import { Figures } from '../ui/figures.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { Note } from '../ui/note.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Time } from '../ui/time.tsx'
import { CampaignCommands } from './campaign-commands.tsx'
import { CampaignPeople, type PersonLine } from './campaign-people.tsx'
import { CampaignState } from './campaign-state.tsx'
import { type DepartmentLine, DepartmentTable } from './department-table.tsx'
import { MisreadTable } from './misread-table.tsx'
import { percentOf } from './share.tsx'

export interface CampaignPageProps {
  org: string
  document: { identifier: string; title: string; status: string }
  /** How the questions are answered; null: it asks none. */
  check: { answered: number; misread: readonly Misread[]; usedUp: number } | null
  mayRevise: boolean
  label: string
  launchedBy: string
  progress: { asked: number; accepted: number; reading: number; late: number; joined: number; left: number }
  byDepartment: readonly DepartmentLine[]
  failed: boolean
  show: string | null
  mayManage: boolean
  offer: PeopleOffer
  tomorrow: string
  campaign: {
    id: string
    status: 'launching' | 'open' | 'closed'
    ending: CampaignEnding | null
    closeReason: string | null
    statement: string
    evergreen: boolean
    recurrence: Recurrence
    repeatOn: string | null
    repeatMonths: number | null
    remindEvery: number | null
    escalateAfter: number | null
    launchedAt: string
    dueAt: string
    dueDate: string
    closesAt: string | null
    closedAt: string | null
  }
  people: { place: Place; rows: readonly PersonLine[] }
  log: readonly ActivityEntry[]
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}

/** One campaign: how far it has come, who is late, what it does next, and what happened. */
export function CampaignPage(props: CampaignPageProps) {
  const { org, document, label, campaign, progress, people, mayManage, errors, typed } = props
  const open = progress.asked - progress.accepted
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Campaigns', to: paths.campaigns(org) }, { label: `${document.title} ${label}` }]}
        title={`${document.title} ${label}`}
        chip={<CampaignState status={campaign.status} dueAt={campaign.dueAt} late={progress.late} />}
        primary={
          mayManage && open > 0 ? (
            <Form method="post">
              <StatusButton name="command" value="remind" working="Reminding…" icon={Bell}>
                Remind {countOf(open, 'person', 'people')}
              </StatusButton>
            </Form>
          ) : undefined
        }
        menu={
          <Menu>
            <MenuItem as="a" href={paths.campaignExport(org, campaign.id)} icon={Download}>
              People as CSV
            </MenuItem>
          </Menu>
        }
      >
        <About {...props} />
      </PageHeader>
      {props.failed ? <Failed mayManage={mayManage} /> : null}
      {errors?.[''] ? <Note tone="danger">{errors['']}</Note> : null}
      <div className="campaign-figures">
        <Figures label="Campaign in figures" figures={figuresOf(props)} />
      </div>
      <div className="campaign-grid">
        <div className="campaign-side">
          <DepartmentTable rows={props.byDepartment} />
          <CampaignPeople org={org} campaignId={campaign.id} show={props.show} progress={progress} people={people} />
        </div>
        <div className="campaign-side">
          {props.check ? (
            <MisreadTable
              {...props.check}
              {...{ org, document, mayManage }}
              campaignId={campaign.id}
              mayRevise={props.mayRevise}
            />
          ) : null}
          {mayManage ? (
            <CampaignCommands {...{ campaign, offer: props.offer, tomorrow: props.tomorrow, errors, typed }} />
          ) : null}
          <section className="card card-pad campaign-log" aria-labelledby="log">
            <h2 className="panel-title" id="log">
              What happened
            </h2>
            <p className="fs13 muted">
              {countOf(progress.joined, 'person has', 'people have')} joined since the start,{' '}
              {formatNumber(progress.left)} left.
            </p>
            <Activity org={org} entries={props.log} />
          </section>
        </div>
      </div>
    </>
  )
}

function About({ org, document, launchedBy, campaign }: CampaignPageProps) {
  return (
    <p className="page-sub muted">
      <Link className="id" to={paths.document(org, document.identifier)}>
        {document.identifier}
      </Link>
      . Asked by {launchedBy} on <Time at={campaign.launchedAt} style="date" />, due{' '}
      <Time at={campaign.dueAt} style="date" />
      <Closing campaign={campaign} />. People accept: “<span dir="auto">{campaign.statement}</span>”
    </p>
  )
}

function Closing({ campaign }: Pick<CampaignPageProps, 'campaign'>) {
  const { closedAt, closesAt, evergreen, recurrence, repeatOn, repeatMonths } = campaign
  if (closedAt)
    return (
      <>
        , closed <Time at={closedAt} style="date" />
        {campaign.closeReason ? (
          <>
            : <span dir="auto">{campaign.closeReason}</span>
          </>
        ) : null}
      </>
    )
  if (closesAt)
    return (
      <>
        , closes <Time at={closesAt} style="date" />
      </>
    )
  if (recurrence === 'yearly') return <>, asks again each year on {repeatOn}</>
  if (recurrence === 'after_acceptance')
    return <>, asks each person again {countOf(repeatMonths ?? 0, 'month')} after they accepted</>
  return evergreen ? <>, stays open for whoever joins</> : null
}

const Failed = ({ mayManage }: { mayManage: boolean }) => (
  <Note
    tone="danger"
    actions={
      mayManage ? (
        <Form method="post">
          <Button type="submit" name="command" value="retry">
            Retry
          </Button>
        </Form>
      ) : undefined
    }
  >
    The process of this campaign has failed. Nobody is asked or reminded until it is retried.
  </Note>
)

function figuresOf({ org, campaign, progress }: CampaignPageProps) {
  const { asked, accepted, reading, late, joined } = progress
  const to = (show?: string) => paths.campaign(org, campaign.id, show)
  const unopened = asked - accepted - reading
  return [
    {
      label: 'Read and accepted',
      value: `${percentOf(accepted, asked)} %`,
      detail: `${formatNumber(accepted)} of ${formatNumber(asked)}`,
      to: to('accepted'),
      split: [
        { tone: 'success' as const, value: accepted },
        { tone: 'warning' as const, value: reading },
        { tone: 'neutral' as const, value: unopened },
      ],
    },
    { label: 'Late', value: late, detail: late > 0 ? 'past their due date' : 'nobody', late: late > 0, to: to('late') },
    { label: 'Opened, not accepted', value: reading, detail: 'have begun to read', to: to('reading') },
    { label: 'Not opened', value: unopened, detail: 'have not looked yet', to: to('not_opened') },
    { label: 'Joined', value: joined, detail: 'asked after the start', to: to() },
  ]
}
