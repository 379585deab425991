import type { Pool } from 'pg'

/**
 * Tables that belong to no organization, each with its reason. Everything else must carry org_id and all that follows
 * from it; a table that is added here wants a reason that a reviewer believes.
 */
export const OF_NO_ORGANIZATION: Record<string, string> = {
  organizations: 'it is the organization: its own id is the key, and its own policy guards it',
  users: 'a person may be a member of several organizations',
  sessions: 'a person signs in before choosing an organization',
  accounts: 'how a person proves who they are',
  verifications: 'a proof in flight, before anybody is signed in',
  account_mails: 'asked for before anybody is signed in',
  passkeys: 'of a person, who may be in several organizations',
  process_checks: 'one row for each kind of process, about all organizations, without a fact of any',
  rate_limits: 'counts requests of nobody known yet',
  unused_files: 'names of files, made at random, which say nothing of what was in them',
  sign_in_failures: 'counts failures of nobody known yet',
}

/** What nobody may change or remove once it is written. */
export const APPEND_ONLY = ['audit_log', 'audit_checkpoints', 'document_versions', 'version_labels', 'reviews']

export type Table = { name: string; ofOrganization: boolean; secured: boolean; forced: boolean }

/** Every table of ours, out of PostgreSQL's catalog. */
export async function tablesOf(pool: Pool): Promise<Table[]> {
  const { rows } = await pool.query<Table>(`
    select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped)
        as "ofOrganization"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`)
  return rows
}

/** The tables of organizations, by name. */
export const organizationTables = async (pool: Pool): Promise<string[]> =>
  (await tablesOf(pool)).filter(({ ofOrganization }) => ofOrganization).map(({ name }) => name)
