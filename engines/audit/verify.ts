import { acrossOrganizations, createDatabase, withActor } from '#db/client.ts'
import { hasTables } from '#db/queries/migrations.ts'
import { listOrganizations } from '#db/queries/organizations.ts'
import { type ChainReport, type VerifyOptions, verifyOrganization } from '#services/audit/verify.ts'

export type OrganizationReport = ChainReport & { slug: string }

/**
 * Verifies the audit chain of every organization of a database, with nothing running but PostgreSQL. None where there is no
 * organization yet, nor a table.
 * @param databaseUrl as the application's role; reading is all it does
 * @param options by which keys checkpoints are judged, and whether the walk begins with the first entry
 */
export async function verifyEverything(
  databaseUrl: string,
  options: VerifyOptions = { keys: [] },
): Promise<OrganizationReport[]> {
  const db = createDatabase(databaseUrl, { max: 1 })
  try {
    if (!(await hasTables(db))) return []
    const all = await acrossOrganizations(db, listOrganizations)
    const reports: OrganizationReport[] = []
    for (const { id, slug } of all) {
      const report = await withActor(db, { orgId: id, userId: null }, (tx) => verifyOrganization(tx, id, options))
      reports.push({ slug, ...report })
    }
    return reports
  } finally {
    await db.$client.end()
  }
}

/** One line for people. The tip is worth noting elsewhere: a later run can be held to it. */
export const describeReport = ({ slug, rows, tip, from, fault }: OrganizationReport): string => {
  if (fault) return `✗ ${slug}: ${fault.sentence}`
  const walked = from > 0 ? `, verified from the checkpoint at row ${from}` : ''
  return `✓ ${slug}: ${rows} rows, unbroken${walked}; the tip is ${tip}`
}
