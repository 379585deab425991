import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { systemActor } from '#domain/actor.ts'
import { writeCheckpoints } from '#services/audit/checkpoints.ts'
import { checkProof } from '#services/bound/check-proof.ts'
import type { PrintJob } from '#services/ports.ts'
import { formatInstant } from '#services/print/dates.ts'
import { printRendition } from '#services/renditions/print.ts'
import { acceptAs, makeCampaign, settleAll } from '#test/support/campaigns.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { testDeps, testServices } from '#test/support/factories.ts'
import { blankPrinter, makePeople } from '#test/support/rounds.ts'

const { db } = await createTestDatabase()
const deps = testDeps(db)
const services = testServices(db, deps)

describe('a proof', () => {
  const KEY = { id: 'test', secret: 'f'.repeat(64) }
  const made = async () => {
    const people = await makePeople(db, 1)
    const [me = people.author] = people.signers
    const { campaign } = await makeCampaign(deps, services, people)
    await settleAll(services, campaign, deps.clock.now())
    await acceptAs(services, me, campaign.id)
    const at = deps.clock.now()
    await writeCheckpoints({ ...deps, auditKeys: [KEY] }, at)
    return { me, at, proof: await services.bound.proof(people.manager, me.membershipId, at) }
  }

  test('is checked by the file alone, as the guide says, and a change of it is found', async () => {
    const { proof } = await made()
    expect(proof.answer.documents).toMatchObject([{ state: 'accepted' }])
    expect(proof.entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['document.published', 'campaign.launched', 'acknowledgment.recorded']),
    )
    expect(checkProof(proof, [KEY])).toMatchObject({ faults: [], open: [], checked: proof.entries.length })
    expect(checkProof(proof, []).open).toEqual(['The key “test” is not here, so the checkpoint was not judged.'])

    const shell = async (command: string, env: Record<string, string>) =>
      (await promisify(execFile)('bash', ['-c', command], { env: { ...process.env, ...env } })).stdout.trim()
    const guide = await readFile('docs/guides/operator.md', 'utf8')
    const [ofEntry = '', ofCheckpoint = ''] = guide.match(/^printf '.00[12].*openssl.*$/gm) ?? []
    const [first] = proof.entries
    const env = { PREVIOUS_HASH: first?.previousHash ?? '', ENTRY: first?.entry ?? '' }
    expect(await shell(ofEntry, env)).toContain(first?.hash)
    const { at, hash, keyId, orgId, seq, signature } = proof.checkpoint ?? {}
    const signed = { CHECKPOINT: JSON.stringify({ at, hash, keyId, orgId, seq }), SECRET: KEY.secret }
    expect(await shell(ofCheckpoint, signed)).toContain(signature)

    const changed = (change: (copy: typeof proof) => void) => {
      const copy = structuredClone(proof)
      change(copy)
      return checkProof(copy, [KEY]).faults.length
    }
    expect(changed(({ answer }) => Object.assign(answer, { at: new Date(0).toISOString() }))).toBe(1)
    expect(changed(({ entries }) => Object.assign(entries[0] ?? {}, { entry: 'nonsense' }))).toBeGreaterThan(0)
    expect(changed(({ entries }) => void entries.reverse())).toBeGreaterThan(0)
    expect(changed(({ entries }) => void entries.splice(0, entries.length - 1))).toBeGreaterThan(0)
    expect(changed(({ checkpoint }) => Object.assign(checkpoint ?? {}, { seq: 10_000 }))).toBe(1)
  })

  test('gives who may not read the log the text of what they did themselves, and of the rest the hashes', async () => {
    const { me, at, proof } = await made()
    const own = await services.bound.proof(me, me.membershipId, at)
    expect(own.entries.map(({ hash }) => hash)).toEqual(proof.entries.map(({ hash }) => hash))
    const shown = own.entries.filter(({ entry }) => entry !== null).map(({ action }) => action)
    expect(shown).toEqual(['acknowledgment.recorded'])
    expect(checkProof(own, [KEY])).toMatchObject({ faults: [], checked: 1 })
  })

  test('is printed, and printed once', async () => {
    const { me, at } = await made()
    const asked = { at, timeZone: 'Europe/Zurich' }
    const print = () => services.bound.pdf(me, me.membershipId, asked, 0)
    const refused = await print().catch((error: { details: { hash: string } }) => error)
    const hash = 'details' in refused ? refused.details.hash : ''
    const html: string[] = []
    const printer = {
      print: (job: PrintJob) => {
        html.push(job.html)
        return blankPrinter.print(job)
      },
    }
    await printRendition(deps, printer, systemActor(me.orgId, 'printing'), hash)
    expect((await print()).hash).toBe(hash)
    expect(html).toHaveLength(1)
    expect(html[0]).toContain(`on ${formatInstant(at.toISOString(), 'Europe/Zurich')}`)
  })
})
