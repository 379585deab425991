import { isOpen } from '../documents/classification.ts'
import { submissionName } from '../documents/labels.ts'
import { CHANGE_TYPE_LABELS } from '../documents/status.ts'
import { paths } from '../paths.ts'
import type { SignoffDetails } from './details.ts'
import type { MailParts, Place, Reading } from './kind.ts'

/**
 * The mail to somebody who is asked to sign. It says what they are asked to sign, so that a phone and a minute are
 * enough. Of a closed document it says only the title.
 * @param asks what follows the name of who asks: "asks you to sign"
 * @param dueWords what stands before the date: "Decide by"
 */
export const signoffMail =
  (asks: string, dueWords: string) =>
  (asked: SignoffDetails, { org, day }: Reading & Place): MailParts => {
    const { signoff, step, document, version, submittedByName } = asked
    const open = isOpen(document.classification)
    return {
      lead: `${submittedByName} ${asks}`,
      heading: version.title,
      paragraphs: [
        versionLine(asked),
        ...(open && version.abstract ? [version.abstract] : []),
        ...(step.notification ? [step.notification] : []),
      ],
      ...(signoff.dueAt && { due: { words: dueWords, day: day(signoff.dueAt.toISOString()) } }),
      ...(open && whatIsNew(asked)),
      answers: [
        { words: 'Approve', address: paths.sign(org, signoff.id, 'approve') },
        { words: 'Reject', address: paths.sign(org, signoff.id, 'reject') },
      ],
      closing: `You get this mail because you are a signer of the step “${step.name}”.`,
    }
  }

const versionLine = ({ document, version, round }: SignoffDetails): string =>
  `${document.identifier}, version ${submissionName(round)}, ${CHANGE_TYPE_LABELS[version.changeType].toLowerCase()}.`

function whatIsNew({ version, round, submittedByName }: SignoffDetails): Pick<MailParts, 'changes' | 'quote'> {
  const changes = version.changeSummary.split(/\n+/).map((line) => line.trim())
  return {
    changes: changes.filter(Boolean),
    ...(round.message && { quote: { by: submittedByName, words: round.message } }),
  }
}
