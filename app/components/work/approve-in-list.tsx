import { useNavigate, useSearchParams } from '@remix-run/react'
import type { Account } from '#app/lib/confirmation.server.ts'
import type { FieldErrors, TypedText } from '#app/lib/forms.ts'
import { type InboxItem, withoutQuestion } from '#app/lib/work.ts'
import { ApproveDialog, type SignatureStatement } from '../approvals/decision-dialog.tsx'

interface Approving extends Pick<SignatureStatement, 'me'> {
  item: Extract<InboxItem, { kind: 'signoff' }>
  /** Whose password or passkey is asked for; null where the step asks for no fresh sign-in. */
  account: Account | null
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}

/** The statement of one signature, over the list. Closing it leads back to the list, with the focus where it was. */
export function ApproveInList({ item, me, ...answer }: Approving) {
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const back = withoutQuestion(search)
  const opener = `[data-approve="${item.id}"]`
  return (
    <ApproveDialog
      {...answer}
      signature={{ ...item, me }}
      cancel={back || '?'}
      onClose={() => {
        navigate(back || '.', { preventScrollReset: true })
        document.querySelector<HTMLElement>(opener)?.focus()
      }}
    />
  )
}
