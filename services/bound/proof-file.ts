import { z } from 'zod'
import { BOUND_STATES } from '#domain/bound/state.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const instant = z.iso.datetime()

/** What bound somebody at a moment, with its proof, as a file. */
export const BoundProof = z.object({
  format: z.literal('accord-bound-1'),
  answer: z.object({
    organization: z.object({ id: z.uuid(), name: z.string() }),
    person: z.object({ id: z.uuid(), name: z.string() }),
    at: instant,
    standing: z
      .object({ roles: z.array(z.string()), department: z.string().nullable(), groups: z.array(z.string()) })
      .nullable(),
    documents: z.array(
      z.object({
        documentId: z.uuid(),
        identifier: z.string(),
        title: z.string(),
        versionId: z.uuid(),
        version: z.string(),
        language: z.string(),
        contentHash: hash,
        effectiveFrom: instant,
        state: z.enum(BOUND_STATES),
        reasons: z.array(z.string()),
        asked: z.object({ campaignId: z.uuid(), askedAt: instant, dueAt: instant, open: z.boolean() }).nullable(),
        acceptance: z
          .object({ id: z.uuid(), versionId: z.uuid(), label: z.string(), acceptedAt: instant, contentHash: hash })
          .nullable(),
      }),
    ),
  }),
  /** SHA-256 of the canonical JSON (RFC 8785) of the answer. */
  answerHash: hash,
  entries: z.array(
    z.object({
      seq: z.number().int(),
      at: instant,
      action: z.string(),
      previousHash: hash,
      hash,
      /** The exact bytes that were hashed; null for who may not read the log. */
      entry: z.string().nullable(),
    }),
  ),
  /** The first checkpoint that was signed at the last of these entries or after it; null: none yet. */
  checkpoint: z
    .object({ orgId: z.uuid(), seq: z.number().int(), hash, at: instant, keyId: z.string(), signature: z.string() })
    .nullable(),
})
export type BoundProof = z.infer<typeof BoundProof>
