import { Bell, Check, Clock, MoveVertical, UnfoldVertical, X } from 'lucide-react'
import { Signer } from '../ui/person.tsx'
import { Stepper } from '../ui/stepper.tsx'
import { Timeline } from '../ui/timeline.tsx'
import { Section } from './section.tsx'

export function Texts() {
  return (
    <>
      <Section title="Stepper of a round" rule="Left to right: who signed, who is awaited, what comes next and when.">
        <div className="card card-pad">
          <Stepper
            steps={[
              {
                key: '0',
                name: 'Submitted',
                state: 'done',
                meta: '24 Nov 16:10',
                children: <Signer name="Ada Okafor">Author</Signer>,
              },
              {
                key: '1',
                name: 'Technical review',
                state: 'done',
                meta: 'Any one, in 17 hours',
                children: (
                  <Signer name="Emil Sørensen" badge="signed">
                    25 Nov 09:41
                  </Signer>
                ),
              },
              {
                key: '2',
                name: 'Security and privacy',
                state: 'now',
                wide: true,
                meta: 'All two must sign, 1 has. Due 2 Dec',
                children: (
                  <>
                    <Signer name="Dana Petrov" badge="signed">
                      Today 14:02
                    </Signer>
                    <Signer name="Ben Lindqvist" badge="waiting">
                      Not opened yet
                    </Signer>
                  </>
                ),
              },
              { key: '3', name: 'Publish', state: 'next', meta: 'Takes effect 1 Jan 2027' },
            ]}
          />
        </div>
        <p className="next-line">
          <Bell className="i" />
          <span>
            Next: reminder to <b>Ben</b> tomorrow 09:00. Escalates to <b>Dana</b> on 3 Dec.
          </span>
        </p>
      </Section>
      <Section title="Redline" rule="Underlined on green, struck on red, moved marked as moved, the rest folded.">
        <div className="prose">
          <p>
            Accounts are closed within <del>24</del> <ins>4</ins> hours <ins>of the end of the last working day</ins>.
          </p>
          <div className="moved">
            <p className="moved-label">
              <MoveVertical className="i" />
              Moved here from 9.3, text unchanged
            </p>
            <p>The owner of a system confirms each person in writing.</p>
          </div>
          <p className="moved-from">
            <MoveVertical className="i" />
            9.3 moved to 6.1
          </p>
          <details className="fold">
            <summary>
              <UnfoldVertical className="i" />
              12 paragraphs unchanged
            </summary>
            <p>People receive the access their work needs and no more.</p>
          </details>
          <p>
            Clashing words: reviewed by <mark>at least two</mark> people. Variable:{' '}
            <span className="var">Helix Pharma</span>, not filled: <span className="var var-empty">AI owner</span>
          </p>
        </div>
      </Section>
      <Section title="Timeline" rule="Who did what, when. Newest first.">
        <Timeline
          entries={[
            {
              id: '1',
              by: { name: 'Dana Petrov' },
              text: (
                <>
                  <b>Dana Petrov</b> signed 2.0 as approver
                </>
              ),
              at: '2026-11-22T02:40:00Z',
              quote: 'Agreed.',
            },
            {
              id: '2',
              by: { icon: Check, tone: 'ok' },
              text: (
                <>
                  <b>The PDF</b> was made
                </>
              ),
              at: '2026-11-21T11:18:00Z',
            },
            {
              id: '3',
              by: { icon: X, tone: 'bad' },
              text: (
                <>
                  <b>A mail</b> to Ben was not delivered, tried 3 times
                </>
              ),
              at: '2026-11-20T11:18:00Z',
            },
            {
              id: '4',
              by: { icon: Clock, tone: 'wait' },
              text: (
                <>
                  <b>Waiting</b> for Ben Lindqvist
                </>
              ),
              at: null,
            },
          ]}
        />
      </Section>
    </>
  )
}
