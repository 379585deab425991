import type { Transaction } from '#db/client.ts'
import { chainAfter, chainHead } from '#db/queries/audit.ts'
import { type CheckpointRow, checkpointsAfter, newestCheckpoints } from '#db/queries/audit-checkpoints.ts'
import { chainHash, GENESIS } from './append.ts'
import { type AuditKey, judgeCheckpoint } from './checkpoint.ts'

/** What is wrong with a chain, and at which entry; null when nothing is. */
export interface ChainFault {
  seq: number
  fault: 'altered' | 'removed' | 'inserted' | 'forged'
  sentence: string
}

export interface ChainReport {
  /** The number of the last entry that fits. */
  rows: number
  tip: string
  /** The entry of the checkpoint from which the walk began; 0 for the whole chain. */
  from: number
  fault: ChainFault | null
}

export interface VerifyOptions {
  /** The keys by which checkpoints are judged; without any the whole chain is walked. */
  keys: readonly AuditKey[]
  /** Walks from the first entry, and holds the chain to every checkpoint on the way. */
  whole?: boolean
}

type ChainRow = Awaited<ReturnType<typeof chainAfter>>[number]
/** What is known of the chain before a walk: this entry has this hash. */
type Start = Pick<CheckpointRow, 'seq' | 'hash'>

const BATCH = 1_000

/**
 * Walks an organization's chain from its newest signed checkpoint, or from its first entry, and compares its end with the
 * head that writers keep beside it.
 */
export async function verifyOrganization(tx: Transaction, orgId: string, options: VerifyOptions): Promise<ChainReport> {
  // Before the walk: entries that are written meanwhile come after the head that was read.
  const head = await chainHead(tx, orgId)
  const newest = await newestSigned(tx, orgId, options.keys)
  if (newest && 'fault' in newest) return { rows: 0, tip: GENESIS, from: 0, fault: newest }
  const start = options.whole ? null : newest
  const report = await verifyChain((after) => chainAfter(tx, orgId, after, BATCH), {
    start,
    checkpoints: (after) => checkpointsAfter(tx, orgId, after, BATCH),
    keys: options.keys,
  })
  if (report.fault) return report
  // A checkpoint may have been signed after the head was read.
  return { ...report, fault: faultOfEnd(report, newest && newest.seq > head.seq ? newest : head) }
}

/** The newest checkpoint that one of the keys signed. Those of other keys say nothing here; a forged one is a fault. */
async function newestSigned(
  tx: Transaction,
  orgId: string,
  keys: readonly AuditKey[],
): Promise<CheckpointRow | ChainFault | null> {
  if (keys.length === 0) return null
  let rows = await newestCheckpoints(tx, orgId, BATCH)
  while (rows.length > 0) {
    for (const row of rows) {
      const judgment = judgeCheckpoint(keys, row)
      if (judgment === 'signed') return row
      if (judgment === 'forged') return forged(row)
    }
    rows = await newestCheckpoints(tx, orgId, BATCH, rows.at(-1)?.seq)
  }
  return null
}

const forged = ({ seq }: Pick<CheckpointRow, 'seq'>): ChainFault => ({
  seq,
  fault: 'forged',
  sentence: `The checkpoint at row ${seq} is forged: its signature is not of the key that it names.`,
})

function faultOfEnd({ rows, tip }: ChainReport, head: Start): ChainFault | null {
  if (rows < head.seq) {
    const sentence = `Row ${rows + 1} was removed: the chain ends at row ${rows}, and row ${head.seq} had been written.`
    return { seq: rows + 1, fault: 'removed', sentence }
  }
  if (rows > head.seq || tip === head.hash) return null
  const sentence = `Row ${rows} was replaced: its hash is not the one that was noted when it was written.`
  return { seq: rows, fault: 'altered', sentence }
}

interface Walk {
  /** The walk begins after this entry, whose own row must still have the hash; null: with the first entry. */
  start?: Start | null
  /** The checkpoints after an entry, in order. */
  checkpoints?: (afterSeq: number) => Promise<CheckpointRow[]>
  keys?: readonly AuditKey[]
}

/**
 * Follows a chain and names the first entry that does not fit.
 *
 * A chain shows every change inside it. That a chain was rewritten from some entry to its end, head included, by somebody
 * who could write to the database as its owner, shows only against a checkpoint: its key is not in the database.
 * @param next the rows after a sequence number, in order; empty at the end
 */
export async function verifyChain(
  next: (afterSeq: number) => Promise<ChainRow[]>,
  { start = null, checkpoints = async () => [], keys = [] }: Walk = {},
): Promise<ChainReport> {
  const from = start?.seq ?? 0
  let [seq, tip] = [from, start?.hash ?? GENESIS]
  if (start) {
    const [row] = await next(start.seq - 1)
    const fault =
      row?.seq === start.seq ? (ownFault(row) ?? faultOfCheckpoint(row, start)) : removed(start.seq - 1, row)
    if (fault) return { rows: start.seq - 1, tip: row?.previousHash ?? GENESIS, from, fault }
  }
  for (let rows = await next(seq); rows.length > 0; rows = await next(seq)) {
    const held = await checkpointsBetween(checkpoints, seq, rows.at(-1)?.seq ?? seq)
    for (const row of rows) {
      const fault = faultOf(row, seq, tip) ?? faultOfHeld(row, held.get(row.seq), keys)
      if (fault) return { rows: seq, tip, from, fault }
      seq = row.seq
      tip = row.hash
    }
  }
  return { rows: seq, tip, from, fault: null }
}

async function checkpointsBetween(
  checkpoints: (afterSeq: number) => Promise<CheckpointRow[]>,
  after: number,
  last: number,
): Promise<Map<number, CheckpointRow>> {
  const rows = await checkpoints(after)
  return new Map(rows.filter(({ seq }) => seq <= last).map((row) => [row.seq, row]))
}

function faultOfHeld(row: ChainRow, checkpoint: CheckpointRow | undefined, keys: readonly AuditKey[]) {
  const judgment = checkpoint && judgeCheckpoint(keys, checkpoint)
  if (!checkpoint || judgment === 'unknown') return null
  return judgment === 'forged' ? forged(checkpoint) : faultOfCheckpoint(row, checkpoint)
}

const faultOfCheckpoint = (row: ChainRow, checkpoint: Start): ChainFault | null =>
  row.hash === checkpoint.hash
    ? null
    : {
        seq: row.seq,
        fault: 'altered',
        sentence: `Row ${row.seq} was replaced, or one before it: the checkpoint that was signed there has another hash.`,
      }

const removed = (seq: number, next: ChainRow | undefined): ChainFault => ({
  seq: seq + 1,
  fault: 'removed',
  sentence: `Row ${seq + 1} was removed: ${next ? `row ${next.seq} follows row ${seq}.` : 'the chain ends before it.'}`,
})

function faultOf(row: ChainRow, seq: number, tip: string): ChainFault | null {
  if (row.seq > seq + 1) return removed(seq, row)
  const fault = ownFault(row)
  if (fault || row.previousHash === tip) return fault
  return {
    seq: row.seq,
    fault: 'inserted',
    sentence: `Row ${row.seq} was inserted or replaced: it does not continue row ${seq}.`,
  }
}

/** What is wrong with a row by itself. */
const ownFault = (row: ChainRow): ChainFault | null =>
  row.hash === chainHash(row.previousHash, row.entry) && entryMatchesColumns(row)
    ? null
    : {
        seq: row.seq,
        fault: 'altered',
        sentence: `Row ${row.seq} was altered: it no longer has the hash it was written with.`,
      }

/** The columns that lists filter by must say what the hashed entry says. */
function entryMatchesColumns(row: ChainRow): boolean {
  const entry = JSON.parse(row.entry) as Record<string, unknown> & {
    actor: { id: string | null; name: string }
    subject: { type: string; id: string }
  }
  return (
    entry.seq === row.seq &&
    entry.orgId === row.orgId &&
    entry.at === row.at.toISOString() &&
    entry.action === row.action &&
    entry.actor.id === row.actorId &&
    entry.actor.name === row.actorName &&
    entry.subject.type === row.subjectType &&
    entry.subject.id === row.subjectId &&
    (entry.documentId ?? null) === row.documentId
  )
}
