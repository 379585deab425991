import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { explainedProblems, explainProblem } from '#app/api/problem-pages.ts'
import { ReferenceFrame } from '#app/components/reference/reference-frame.tsx'
import { notFound } from '#app/lib/errors.server.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.problem?.title ?? 'Problems'} · Accord` },
]

/** The page that an error's `type` leads to, and the list of all of them. */
export function loader({ params }: LoaderFunctionArgs) {
  const { code } = params
  const problem = code === undefined ? null : explainProblem(code)
  if (code !== undefined && problem === null) throw notFound()
  return data({ problem, problems: problem ? [] : explainedProblems() })
}

export default function ProblemPage() {
  const { problem, problems } = useLoaderData<typeof loader>()
  if (problem) {
    return (
      <ReferenceFrame title={problem.title} sub={<code>{`${problem.status} ${problem.code}`}</code>}>
        <p>{problem.sentence}</p>
        <p>{problem.advice}</p>
        <p>
          <Link to={paths.problems()}>All problems</Link> · <Link to={paths.apiReference()}>API reference</Link>
        </p>
      </ReferenceFrame>
    )
  }
  return (
    <ReferenceFrame title="Problems" sub="Every refusal of the API, by its code.">
      <ul className="reference-problems">
        {problems.map(({ code, status, title }) => (
          <li key={code}>
            <code>{status}</code> <Link to={paths.problem(code)}>{code}</Link> <span className="muted">{title}</span>
          </li>
        ))}
      </ul>
    </ReferenceFrame>
  )
}
