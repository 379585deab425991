import { isRouteErrorResponse, Link, useRouteError, useRouteLoaderData } from '@remix-run/react'
import { CircleAlert, Compass, Lock } from 'lucide-react'
import { isProblem } from '#app/lib/problem.ts'
import type { loader } from '#app/root.tsx'
import { paths } from '#domain/paths.ts'
import { OpenTop } from './shell/open-top.tsx'
import { Button } from './ui/button.tsx'
import { Empty } from './ui/empty.tsx'

/** What a reader sees instead of a page: what happened, what was kept, what to do, and a reference when it was our fault. */
export function ErrorPage({ within = 'page' }: { within?: 'page' | 'shell' }) {
  const { status, title, sentence } = useProblem()
  const icon = status === 404 ? Compass : status === 403 ? Lock : CircleAlert
  const content = (
    <Empty icon={icon} title={title} level={1}>
      <p>{sentence}</p>
      <div className="acts">
        <Button as={Link} to={paths.frontDoor()}>
          Go to Home
        </Button>
      </div>
    </Empty>
  )
  if (within === 'shell') return content
  return (
    <div className="auth">
      <OpenTop />
      <main className="auth-main">{content}</main>
    </div>
  )
}

function useProblem() {
  const error = useRouteError()
  // After a failure in the root loader there is no data, and so no reference: the answer's X-Request-Id header has it.
  const reference = useRouteLoaderData<typeof loader>('root')?.requestId
  if (isRouteErrorResponse(error)) {
    const { status } = error
    if (isProblem(error.data)) return { status, title: error.data.title, sentence: error.data.sentence }
    if (status === 404) {
      return { status, title: 'Not found', sentence: 'It does not exist, or it is not yours to see.' }
    }
    if (status === 405 || status === 400) {
      return { status, title: 'Malformed request', sentence: 'The request could not be read. Nothing was changed.' }
    }
  }
  return {
    status: 500,
    title: 'Something broke on our side',
    sentence: `What was saved before is kept. Try again; if it breaks again, tell us the reference ${reference ?? 'in the X-Request-Id header of this answer'}.`,
  }
}
