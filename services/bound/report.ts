import { BOUND_LABELS } from '#domain/bound/state.ts'
import { formatDate, formatInstant } from '../print/dates.ts'
import type { ReportModel } from '../print/report.ts'
import type { BoundProof } from './proof-file.ts'

const CHECK =
  'The file with the same answer as JSON has the exact text of each entry. Whoever has it can check it without Accord: the operator’s guide says how, under “What bound whom”.'

/** What bound somebody, as it is printed. */
export function proofReport(proof: BoundProof, timeZone: string): ReportModel {
  const { answer, answerHash, entries, checkpoint } = proof
  const { person, standing, documents, at } = answer
  const moment = (iso: string) => formatInstant(iso, timeZone)
  return {
    kind: 'report',
    lang: 'en',
    organization: answer.organization.name,
    title: `What bound ${person.name}`,
    about: `on ${moment(at)}`,
    facts: [
      ['Person', `${person.name}, ${person.id}`],
      ['Roles', standing ? standing.roles.join(', ') : 'No active member at that moment'],
      ['Department', standing?.department ?? 'None'],
      ['Groups', standing?.groups.join(', ') || 'None'],
      ['SHA-256 of the answer', answerHash],
    ],
    sections: [
      {
        title: `${documents.length} ${documents.length === 1 ? 'document' : 'documents'} in effect`,
        paragraphs: ['As it was recorded by then. Not accepted does not mean not bound.'],
        table: {
          heads: ['Document', 'Why', 'Version', 'Acceptance', 'SHA-256'],
          rows: documents.map((one) => [
            `${one.identifier} ${one.title}`,
            one.reasons.join(', '),
            `${one.version}, ${one.language}, since ${formatDate(one.effectiveFrom.slice(0, 10))}`,
            acceptanceIn(one, moment),
            one.contentHash,
          ]),
        },
      },
      {
        title: 'Proof out of the audit log',
        paragraphs: [
          checkpoint
            ? `Checkpoint at entry ${checkpoint.seq}, signed ${moment(checkpoint.at)} with the key “${checkpoint.keyId}”: chain ${checkpoint.hash}, signature ${checkpoint.signature}.`
            : 'No checkpoint has been signed yet after the last of these entries.',
          CHECK,
        ],
        table: {
          heads: ['Entry', 'Time', 'What', 'Hash'],
          rows: entries.map(({ seq, at: when, action, hash }) => [String(seq), moment(when), action, hash]),
        },
      },
    ],
    foot: 'Out of the records of Accord',
  }
}

function acceptanceIn(
  { state, asked, acceptance }: BoundProof['answer']['documents'][number],
  moment: (iso: string) => string,
): string {
  const due = asked && state !== 'accepted' ? `, due ${moment(asked.dueAt)}` : ''
  const accepted = acceptance ? `, ${acceptance.label} on ${moment(acceptance.acceptedAt)}` : ''
  return `${BOUND_LABELS[state]}${due}${accepted}`
}
