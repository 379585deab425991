import type { ApprovalType } from '#domain/approvals/definition.ts'
import { AskedSteps, type Expected, WHY } from './who-is-asked.tsx'

const UNTIL = {
  publication: 'Others decide on the publication. It goes into effect when they have approved it.',
  retirement: 'Others decide on it. Until they have approved it, it stays in effect.',
  review: 'Others confirm the review. It counts as done when they have.',
} as const satisfies Record<Exclude<ApprovalType, 'approval'>, string>

/** Whom a command asks first, and by which definition. Shown before it is given. */
export function WhoDecides({ purpose, asked }: { purpose: keyof typeof UNTIL; asked: Expected }) {
  return (
    <div className="who-decides">
      <p className="strong">{UNTIL[purpose]}</p>
      <p className="help">
        “{asked.name}”, {WHY[asked.why]}, says who is asked{asked.steps.length > 1 ? ', one step after the other' : ''}:
      </p>
      <AskedSteps steps={asked.steps} />
    </div>
  )
}
