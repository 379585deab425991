import { Archive, Bell, Check, Download, FileText, GitCompare, LoaderCircle, Lock, Undo2 } from 'lucide-react'
import { useModKey } from '#app/lib/mod-key.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx'
import { Breadcrumb } from '../ui/page-header.tsx'
import { Avatar, Person, Signer } from '../ui/person.tsx'
import { State, type StateName, StatusChip } from '../ui/status.tsx'
import { Segments, Tabs } from '../ui/tabs.tsx'
import { Line, Section } from './section.tsx'

const STATES: StateName[] = [
  'draft',
  'in_review',
  'approved',
  'published',
  'archived',
  'overdue',
  'rejected',
  'withdrawn',
]

export function Controls() {
  const modKey = useModKey()
  return (
    <>
      <Section title="Buttons" rule="One primary in a view. A verb, and … when more is asked before it happens.">
        <Line>
          <Button kind="primary" icon={Check}>
            Approve
          </Button>
          <Button>Assign owner</Button>
          <Button kind="ghost">Delegate…</Button>
          <Button kind="danger">Reject…</Button>
          <Button kind="danger-solid">Archive policy</Button>
        </Line>
        <Line>
          <Button kind="primary" className="is-hover">
            Hover
          </Button>
          <Button kind="primary" className="is-press">
            Pressed
          </Button>
          <Button kind="primary" className="is-focus">
            Focus
          </Button>
          <Button kind="primary" aria-busy="true">
            <LoaderCircle className="i spin" />
            Publishing
          </Button>
          <Button kind="primary" disabled>
            Publish
          </Button>
          <span className="fs12 muted">One variable has no value: AI owner</span>
        </Line>
        <Line>
          <Button size="small">Small</Button>
          <Button>Medium</Button>
          <Button size="large">Large</Button>
          <IconButton icon={Download} label="Download PDF" />
          <IconButton icon={Bell} label="Remind" size="small" />
          <Button aria-pressed="true">On</Button>
          <Menu align="start">
            <MenuItem icon={GitCompare}>Compare 2.0 with 1.4</MenuItem>
            <MenuItem icon={Download} detail="9 pages">
              Download PDF
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={Undo2} danger>
              Withdraw from review…
            </MenuItem>
          </Menu>
        </Line>
      </Section>
      <Section title="States" rule="One state, one word, one icon, one color. In tables the same without a box.">
        <Line>
          {STATES.map((state) => (
            <StatusChip key={state} state={state} />
          ))}
        </Line>
        <Line>
          {STATES.map((state) => (
            <State key={state} state={state} />
          ))}
        </Line>
        <Line>
          <span className="tag">ISO 27001 A.5.18</span>
          <span className="tag">
            <Lock className="i i-sm" />
            Internal
          </span>
          <span className="count">7</span>
          <span className="count count-late">3</span>
        </Line>
      </Section>
      <Section title="Navigation" rule="Tabs are links. The last crumb is where we are.">
        <Breadcrumb crumbs={[{ label: 'Policies', to: '/styleguide' }, { label: 'POL-AC-001' }]} />
        <Tabs
          label="Example"
          tabs={[
            { label: 'Document', to: '#document', current: true },
            { label: 'Versions', to: '#versions', count: 7 },
            { label: 'Activity', to: '#activity' },
          ]}
        />
        <Line>
          <Segments
            label="Show"
            items={[
              { label: 'Version 2.0', to: '#v2', current: true },
              { label: 'Changes from 1.4', to: '#changes' },
            ]}
          />
        </Line>
      </Section>
      <Section title="People" rule="Initials, name, position on hover. The badge says signed or waiting.">
        <Line>
          <Avatar name="Ada Okafor" position="Compliance manager" size="small" />
          <Avatar name="Ben Lindqvist" position="Head of IT security" />
          <Avatar name="Chen Wei" position="Data protection officer" size="large" />
          <Person name="Dana Petrov" position="Chief information security officer" />
        </Line>
        <Line>
          <Signer name="Dana Petrov" position="CISO" badge="signed">
            Signed today 14:02
          </Signer>
          <Signer name="Ben Lindqvist" position="Head of IT security" badge="waiting">
            Not opened yet
          </Signer>
          <Signer name="Chen Wei" badge="rejected">
            Rejected
          </Signer>
        </Line>
      </Section>
      <Section title="Keys" rule="Shown where they help; all of them under ?.">
        <Line>
          <span className="kbds">
            <kbd>{modKey}</kbd>
            <kbd>K</kbd>
          </span>
          <Archive className="i" />
          <FileText className="i i-lg" />
        </Line>
      </Section>
    </>
  )
}
