import { isOpen } from '../documents/classification.ts'
import type { RoundDetails } from './details.ts'
import type { MailParts } from './kind.ts'

/**
 * Why a round ended, in the words of who ended it, so that a phone is enough to read it. Of a closed document a mail
 * repeats nothing that was said.
 * @param by who ended it; null where nobody did in person
 */
export const whyItEnded = ({ document, reason }: RoundDetails, by: string | null): Pick<MailParts, 'quote'> =>
  reason && by !== null && isOpen(document.classification) ? { quote: { by, words: reason } } : {}
