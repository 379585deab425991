import { Form } from '@remix-run/react'
import { RotateCw } from 'lucide-react'
import type { RoundView } from '#app/lib/round-view.ts'
import { paths } from '#domain/paths.ts'
import { StatusButton } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { Time } from '../ui/time.tsx'

interface Props {
  org: string
  identifier: string
  failure: NonNullable<RoundView['failure']>
  mayRetry: boolean
}

/** Above a document whose approval has stopped: why, and who can do something about it. */
export const FailureNote = ({ org, identifier, failure, mayRetry }: Props) => (
  <div className="gap-t">
    <Note
      tone="danger"
      actions={
        mayRetry ? (
          <Form method="post" action={paths.documentCommand(org, identifier, 'retry')}>
            <StatusButton working="Retrying" kind="secondary" icon={RotateCw}>
              Retry
            </StatusButton>
          </Form>
        ) : null
      }
    >
      <b>The approval has stopped</b> <Time at={failure.at} />. {failure.reason} Nothing that was decided is lost.{' '}
      {mayRetry
        ? 'Retry goes on from where it stopped.'
        : 'Until a compliance manager or an admin retries it, nothing happens.'}
    </Note>
  </div>
)
