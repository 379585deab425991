import { isOpen } from '../documents/classification.ts'
import { submissionName } from '../documents/labels.ts'
import { CHANGE_TYPE_LABELS } from '../documents/status.ts'
import { paths } from '../paths.ts'
import type { SignoffDetails } from './details.ts'
import type { MailParts, Place, Reading } from './kind.ts'
import { ASKED } from './purpose.ts'

/**
 * The mail to somebody who is asked to sign. It says what they are asked to sign, so that a phone and a minute are
 * enough. Of a closed document it says only the title.
 * @param asks what follows the name of who asks: "asks you to sign"; where something else than a text is decided, it stands for "sign"
 * @param dueWords what stands before the date: "Decide by"
 */
export const signoffMail =
  (asks: string, dueWords: string) =>
  (asked: SignoffDetails, { org, day }: Reading & Place): MailParts => {
    const { signoff, step, document, version, submittedByName } = asked
    const open = isOpen(document.classification)
    return {
      lead: `${submittedByName} ${asked.round.purpose === 'approval' ? asks : asks.replace('sign', ASKED[asked.round.purpose])}`,
      heading: version.title,
      paragraphs: [
        versionLine(asked),
        ...delegation(asked, open),
        ...(open && version.abstract ? [version.abstract] : []),
        ...(step.notification ? [step.notification] : []),
      ],
      ...(signoff.dueAt && { due: { words: dueWords, day: day(signoff.dueAt.toISOString()) } }),
      ...(open && whatIsNew(asked)),
      answers: [
        { words: 'Approve', address: paths.sign(org, signoff.id, 'approve') },
        { words: 'Reject', address: paths.sign(org, signoff.id, 'reject') },
        // What was passed on once stays with whom it was passed to.
        ...(signoff.onBehalfOf === null
          ? [{ words: 'Delegate', address: paths.sign(org, signoff.id, 'delegate') }]
          : []),
      ],
      closing: `You get this mail because you are a signer of the step “${step.name}”.`,
    }
  }

const versionLine = ({ document, version, round }: SignoffDetails): string =>
  `${document.identifier}, version ${submissionName(round)}, ${CHANGE_TYPE_LABELS[version.changeType].toLowerCase()}.`

/** In whose place they are asked. The reason may speak of the text, so of a closed document it stays on its page. */
function delegation({ signoff: { onBehalfOf, delegationReason } }: SignoffDetails, open: boolean): string[] {
  if (onBehalfOf === null) return []
  return [
    `You are asked in the place of ${onBehalfOf}${open && delegationReason ? `, who says: “${delegationReason}”` : '.'}`,
  ]
}

function whatIsNew({ version, round, submittedByName }: SignoffDetails): Pick<MailParts, 'changes' | 'quote'> {
  const changes = version.changeSummary.split(/\n+/).map((line) => line.trim())
  return {
    changes: changes.filter(Boolean),
    ...(round.message && { quote: { by: submittedByName, words: round.message } }),
  }
}
