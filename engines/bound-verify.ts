import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { checkProof } from '#services/bound/check-proof.ts'
import { BoundProof } from '#services/bound/proof-file.ts'
import { loadLaunchConfig } from '#services/config.ts'
import { auditKeysOf } from './audit/keys.ts'
import { plainly } from './plain-error.ts'

// `npm run bound:verify -- FILE`: checks what bound somebody by the file alone, without a database. With the AUDIT_KEYS of the
// installation it judges the signature of the checkpoint too. Ends with 1 when something does not fit; with 2 when nothing
// could be checked.
if (existsSync('.env')) process.loadEnvFile()

try {
  const [file] = process.argv.slice(2)
  if (file === undefined) throw new Error('Name the file: npm run bound:verify -- bound.json')
  const proof = BoundProof.parse(JSON.parse(await readFile(file, 'utf8')))
  const { faults, open, checked } = checkProof(proof, auditKeysOf(loadLaunchConfig(process.env)))
  const { person, at, documents } = proof.answer
  console.log(`What bound ${person.name} at ${at}: ${documents.length} documents, ${proof.entries.length} entries.`)
  for (const sentence of [...faults, ...open]) console.log(`- ${sentence}`)
  console.log(
    faults.length === 0
      ? `Everything that was checked fits: ${checked} entries.`
      : 'This file is not what was recorded.',
  )
  if (faults.length > 0) process.exitCode = 1
} catch (error) {
  console.error(plainly(error))
  process.exitCode = 2
}
