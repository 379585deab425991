import type { ApprovalType } from '#domain/approvals/definition.ts'

/** How the questions of each purpose are worded on the approver's page. */
export const PURPOSE_QUESTIONS = {
  approval: { of: '', why: 'What has to change', approve: 'Approve' },
  publication: { of: 'the publication of ', why: 'Why not', approve: 'Approve its publication' },
  retirement: { of: 'the retirement of ', why: 'Why not', approve: 'Approve its retirement' },
  review: { of: 'the review of ', why: 'What is not right', approve: 'Confirm its review' },
} as const satisfies Record<ApprovalType, { of: string; why: string; approve: string }>

/** The rest of a signature's statement, after "I have read this version and". It says what `PURPOSES` records. */
export function Meaning({ purpose }: { purpose: ApprovalType }) {
  switch (purpose) {
    case 'approval':
      return (
        <>
          <b className="medium">approve</b> it.
        </>
      )
    case 'publication':
      return (
        <>
          <b className="medium">approve its publication</b>.
        </>
      )
    case 'retirement':
      return (
        <>
          <b className="medium">approve</b> that it <b className="medium">goes out of effect</b>.
        </>
      )
    case 'review':
      return (
        <>
          <b className="medium">confirm</b> that it is <b className="medium">still right</b>.
        </>
      )
  }
}

/** What is left of everything when one who is asked refuses, after "This ends the round." */
export const AFTER_REFUSAL = {
  publication: 'The version stays approved and is not published.',
  retirement: 'The version stays in effect.',
  review: 'The review stays open.',
} as const satisfies Record<Exclude<ApprovalType, 'approval'>, string>
