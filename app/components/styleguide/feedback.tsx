import { Lock } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Empty } from '../ui/empty.tsx'
import { TextArea } from '../ui/field.tsx'
import { Note } from '../ui/note.tsx'
import { Progress, Skeleton } from '../ui/progress.tsx'
import { Toast } from '../ui/toast.tsx'
import { Line, Section } from './section.tsx'

const doNothing = () => {}

export function Feedback() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Section title="Feedback" rule="What happened, what was kept, what to do.">
        <Toast
          flash={{ tone: 'ok', sentence: 'POL-EN-001 3.0 is published.', link: { words: 'View', to: '/styleguide' } }}
          onClose={doNothing}
        />
        <Toast
          flash={{ tone: 'bad', sentence: 'Not sent: the mail server did not answer. We try again in 2 minutes.' }}
          onClose={doNothing}
        />
        <Note>Chen Wei changed this draft at 14:06. Reload, or keep yours as a copy.</Note>
        <Note tone="success">Signed 14:02. Two more to go: Ben, Chen.</Note>
        <Note tone="warning" actions={<Button size="small">Try again</Button>}>
          The renderer is down. The PDF is made when it is back; publishing waits for it.
        </Note>
        <Note tone="danger">The import stopped at file 12. The first 11 are kept as drafts. Reference 7KQ-204.</Note>
      </Section>
      <Section title="Dialog" rule="Names the consequence. Asks for a reason where the record needs one.">
        <Line>
          <Button onClick={() => setOpen(true)}>Archive…</Button>
        </Line>
        <Dialog
          open={open}
          onClose={() => setOpen(false)}
          title="Archive Access Control Policy?"
          footer={
            <>
              <Button onClick={() => setOpen(false)}>Cancel</Button>
              <Button kind="danger-solid" onClick={() => setOpen(false)}>
                Archive policy
              </Button>
            </>
          }
        >
          <p className="fs13 muted">
            2 open sign-offs are withdrawn, 3 agencies lose the policy, 1,204 people no longer see it.
          </p>
          <TextArea name="reason" label="Reason" />
        </Dialog>
      </Section>
      <Section title="Progress" rule="With counts. Goes on when the page is left.">
        <Progress label="Sending POL-AI-001 1.2 to agencies" done={6} failed={1} total={18} />
        <Skeleton />
      </Section>
      <Section title="Denied" rule="Names the role that could.">
        <Empty icon={Lock} title="You cannot see drafts" level={3} card>
          <p>Authors, approvers, auditors and compliance managers can. Ask Ada Okafor.</p>
        </Empty>
      </Section>
    </>
  )
}
