import { chainHash } from '../audit/append.ts'
import { type AuditKey, judgeCheckpoint } from '../audit/checkpoint.ts'
import { canonicalHash } from '../content/hash.ts'
import type { BoundProof } from './proof-file.ts'

export interface CheckedProof {
  faults: string[]
  /** What was not checked, and why. */
  open: string[]
  /** Entries whose hash was computed from their text. */
  checked: number
}

type Entry = BoundProof['entries'][number]
type Answered = BoundProof['answer']['documents'][number]

/**
 * Checks a proof by the file alone: the hash of the answer, the hash of each entry, that versions and acceptances of the answer
 * stand in entries with their hashes, and the signature of the checkpoint, if its key is given.
 */
export function checkProof(proof: BoundProof, keys: readonly AuditKey[]): CheckedProof {
  const { answer, entries } = proof
  const readable = entries.filter(({ entry }) => entry !== null)
  const faults = [
    canonicalHash(answer) === proof.answerHash ? [] : ['The answer does not have its hash.'],
    readable.filter((row) => !fits(row)).map(({ seq }) => `Entry ${seq} does not have its hash.`),
    entries.flatMap((row, at) => faultOfOrder(row, entries[at + 1])),
    readable.length === entries.length
      ? answer.documents.flatMap((one) => faultsOfDocument(one, readable.filter(fits)))
      : [],
  ].flat()
  const hidden = entries.length - readable.length
  const open = hidden > 0 ? [`${hidden} entries are here without their text, so their hashes were not computed.`] : []
  const checkpoint = judged(proof, keys)
  return { faults: [...faults, ...checkpoint.faults], open: [...open, ...checkpoint.open], checked: readable.length }
}

const fits = ({ previousHash, entry, hash, seq }: Entry): boolean =>
  entry !== null && chainHash(previousHash, entry) === hash && JSON.parse(entry).seq === seq

function faultOfOrder(row: Entry, next: Entry | undefined): string[] {
  if (!next) return []
  if (next.seq <= row.seq) return [`Entry ${next.seq} stands after entry ${row.seq}.`]
  return next.seq === row.seq + 1 && next.previousHash !== row.hash
    ? [`Entry ${next.seq} does not continue entry ${row.seq}.`]
    : []
}

/** Whether the log says of a document what the answer says of it. */
function faultsOfDocument({ identifier, versionId, contentHash, acceptance }: Answered, entries: Entry[]): string[] {
  const says = (action: string, id: string, hash: string) =>
    entries.some(({ entry }) => {
      const said = JSON.parse(entry ?? '{}')
      return said.action === action && said.subject?.id === id && said.after?.contentHash === hash
    })
  return [
    says('document.published', versionId, contentHash)
      ? []
      : [`No entry says that ${identifier} went into effect with this text.`],
    !acceptance || says('acknowledgment.recorded', acceptance.id, acceptance.contentHash)
      ? []
      : [`No entry says that ${identifier} was accepted.`],
  ].flat()
}

function judged({ checkpoint, entries }: BoundProof, keys: readonly AuditKey[]): Omit<CheckedProof, 'checked'> {
  if (!checkpoint) return { faults: [], open: ['No checkpoint has been signed after the last entry.'] }
  const last = entries.at(-1)
  const isBefore = last !== undefined && checkpoint.seq < last.seq
  const differs = last !== undefined && checkpoint.seq === last.seq && checkpoint.hash !== last.hash
  const faults = isBefore || differs ? ['The checkpoint is not one of these entries.'] : []
  const judgment = judgeCheckpoint(keys, { ...checkpoint, at: new Date(checkpoint.at) })
  if (judgment === 'forged') return { faults: [...faults, 'The signature of the checkpoint is forged.'], open: [] }
  const open =
    judgment === 'unknown' ? [`The key “${checkpoint.keyId}” is not here, so the checkpoint was not judged.`] : []
  return { faults, open }
}
