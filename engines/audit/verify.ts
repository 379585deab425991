import { acrossOrganizations, createDatabase, withActor } from '#db/client.ts'
import { organizations } from '#db/schema/index.ts'
import { type ChainReport, verifyOrganization } from '#services/audit/index.ts'

export type OrganizationReport = ChainReport & { slug: string }

/**
 * Verifies the audit chain of every organization of a database, with nothing running but PostgreSQL.
 * @param databaseUrl as the application's role; reading is all it does
 */
export async function verifyEverything(databaseUrl: string): Promise<OrganizationReport[]> {
  const db = createDatabase(databaseUrl, { max: 1 })
  try {
    const all = await acrossOrganizations(db, (tx) =>
      tx.select({ id: organizations.id, slug: organizations.slug }).from(organizations).orderBy(organizations.slug),
    )
    const reports: OrganizationReport[] = []
    for (const { id, slug } of all) {
      const report = await withActor(db, { orgId: id, userId: null }, (tx) => verifyOrganization(tx, id))
      reports.push({ slug, ...report })
    }
    return reports
  } finally {
    await db.$client.end()
  }
}

/** One line for people. The tip is worth noting elsewhere: a later run can be held to it. */
export const describeReport = ({ slug, rows, tip, fault }: OrganizationReport): string =>
  fault ? `✗ ${slug}: ${fault.sentence}` : `✓ ${slug}: ${rows} rows, unbroken; the tip is ${tip}`
