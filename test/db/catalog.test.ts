import { describe, expect, test } from 'vitest'
import { retainedTables } from '#db/queries/retention.ts'
import { KEPT } from '#domain/retention.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { APPEND_ONLY, OF_NO_ORGANIZATION, organizationTables, tablesOf } from './catalog.ts'

/*
 * The promises of the schema, asked of PostgreSQL's own catalogue of a migrated database: a new table cannot forget them.
 */
const { ownerDb } = await createTestDatabase()
const pool = ownerDb.$client
const ask = async <T extends object>(query: string, values: unknown[] = []): Promise<T[]> =>
  (await pool.query<T>(query, values)).rows

const tables = await tablesOf(pool)
const tenants = await organizationTables(pool)

test('the catalogue is not empty, so the other tests prove something', () => {
  expect(tenants.length).toBeGreaterThanOrEqual(20)
})

test('every table is of an organization, or is listed with its reason', () => {
  const others = tables.filter(({ ofOrganization }) => !ofOrganization).map(({ name }) => name)
  expect(others).toEqual(Object.keys(OF_NO_ORGANIZATION).toSorted())
})

describe('tables of organizations', () => {
  test('org_id is never null', async () => {
    const nullable = await ask(
      `select attrelid::regclass::text as "table" from pg_attribute
       where attname = 'org_id' and not attnotnull and attrelid = any($1::regclass[])`,
      [tenants],
    )
    expect(nullable).toEqual([])
  })

  test('row-level security is on, for the owner too', () => {
    const open = tables.filter(({ name, ofOrganization, secured, forced }) => {
      return (ofOrganization || name === 'organizations') && !(secured && forced)
    })
    expect(open).toEqual([])
  })

  test('the policy of isolation reads and writes by the organization of the transaction', async () => {
    const policies = await ask<{ table: string; using: string; check: string }>(
      `select tablename as "table", qual as using, with_check as check from pg_policies
       where policyname = 'tenant_isolation' and cmd = 'ALL' and permissive = 'PERMISSIVE' and roles = '{public}'`,
    )
    expect(policies.map(({ table }) => table).toSorted()).toEqual(tenants)
    const condition = '(org_id = ( SELECT current_org() AS current_org))'
    expect(policies.filter((policy) => policy.using !== condition || policy.check !== condition)).toEqual([])
  })

  test('no other policy widens that, save those that are meant to', async () => {
    const others = await ask<{ policy: string }>(
      `select tablename || ': ' || policyname || ' for ' || cmd || ' to ' || array_to_string(roles, ', ') as policy
       from pg_policies where schemaname = 'public' and policyname <> 'tenant_isolation' order by 1`,
    )
    expect(others.map(({ policy }) => policy)).toEqual([
      'api_keys: across_organizations for ALL to accord_system',
      'approval_rounds: under_way for SELECT to accord_system',
      'attachments: across_organizations for ALL to accord_system',
      'audit_checkpoints: across_organizations for SELECT to accord_system',
      'audit_heads: across_organizations for SELECT to accord_system',
      'calendar_feeds: across_organizations for ALL to accord_system',
      'campaigns: under_way for SELECT to accord_system',
      'comparisons: across_organizations for ALL to accord_system',
      'deliveries: across_organizations for ALL to accord_system',
      'document_versions: by_hash for SELECT to accord_verify',
      'documents: under_way for SELECT to accord_system',
      'draft_attachments: across_organizations for ALL to accord_system',
      'idempotency_keys: across_organizations for ALL to accord_system',
      'invitations: across_organizations for ALL to accord_system',
      'memberships: own_memberships for SELECT to public',
      'notifications: across_organizations for ALL to accord_system',
      'organizations: across_organizations for SELECT to accord_system',
      'organizations: joined_organizations for SELECT to public',
      'organizations: own_organization for ALL to public',
      'outbox: across_organizations for ALL to accord_system',
      'outbox: delete_delivered for DELETE to accord_system',
      'process_failures: across_organizations for ALL to accord_system',
      'process_failures: delete_closed for DELETE to accord_system',
      'publications: across_organizations for SELECT to accord_system',
      'renditions: across_organizations for ALL to accord_system',
      'renditions: delete_unpublished for DELETE to accord_system',
      'search_texts: search for SELECT to accord_search',
      'search_words: search for SELECT to accord_search',
      'version_attachments: across_organizations for SELECT to accord_system',
    ])
  })

  test('the primary key starts with the organization', async () => {
    const keys = await ask<{ table: string; first: string }>(
      `select c.relname as "table", a.attname as first
       from pg_constraint k join pg_class c on c.oid = k.conrelid
       join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
       where k.contype = 'p' and c.relname = any($1) order by 1`,
      [tenants],
    )
    const starting = keys.filter(({ first }) => first === 'org_id').map(({ table }) => table)
    // The outbox is read across organizations in the order of arrival: its key is its number.
    expect(tenants.filter((table) => !starting.includes(table))).toEqual(['outbox'])
  })

  test('a reference to another table of an organization names the organization on both sides', async () => {
    const references = await ask<{ name: string; paired: boolean }>(
      `select k.conname as name, exists (
         select from unnest(k.conkey, k.confkey) as pair(mine, theirs)
         join pg_attribute m on m.attrelid = k.conrelid and m.attnum = pair.mine and m.attname = 'org_id'
         join pg_attribute t on t.attrelid = k.confrelid and t.attnum = pair.theirs and t.attname = 'org_id') as paired
       from pg_constraint k
       where k.contype = 'f' and k.conrelid = any($1::regclass[]) and k.confrelid = any($1::regclass[])`,
      [tenants],
    )
    expect(references.length).toBeGreaterThan(20)
    expect(references.filter(({ paired }) => !paired)).toEqual([])
  })

  test('a unique key starts with the organization, so nobody learns what others use from a refusal', async () => {
    const keys = await ask<{ name: string }>(
      `select i.indexrelid::regclass::text as name from pg_index i
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
       where i.indisunique and not i.indisprimary and a.attname <> 'org_id' and i.indrelid = any($1::regclass[]) order by 1`,
      [tenants],
    )
    // Hashes of random secrets, by which a key, an invitation or a feed is found before its organization is known.
    expect(keys.map(({ name }) => name)).toEqual([
      'api_keys_hash_key',
      'calendar_feeds_token_key',
      'invitations_token_key',
    ])
  })
})

test('every table has a rule of retention, or a reason why it is kept, and none has both', () => {
  const names = tables.map(({ name }) => name)
  const accounted = [...retainedTables(), ...Object.keys(KEPT)]
  expect(accounted.toSorted()).toEqual(names.toSorted())
})

describe('what is append-only', () => {
  const changes = ['UPDATE', 'DELETE', 'TRUNCATE']

  test.each(APPEND_ONLY)('%s grants the application no change, in the whole or by column', async (table) => {
    const granted = await ask<{ privilege: string }>(
      `select privilege from unnest($2::text[]) as privilege where has_table_privilege('accord_app', $1, privilege)
       union all select 'UPDATE of ' || attname from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and has_column_privilege('accord_app', attrelid, attnum, 'UPDATE')`,
      [table, changes],
    )
    expect(granted).toEqual([])
  })

  test.each(APPEND_ONLY)('%s refuses a change by its owner too', async (table) => {
    const [first] = await ask<{ on: string[] }>(
      `select array_agg(distinct event_manipulation::text) as on from information_schema.triggers
       where event_object_table = $1 and action_timing = 'BEFORE' and action_statement like '%refuse_change%'`,
      [table],
    )
    expect(first?.on.toSorted()).toEqual(['DELETE', 'UPDATE'])
    await expect(pool.query(`truncate ${table} cascade`)).rejects.toThrow('is append-only')
  })
})

describe('roles', () => {
  const ours = ['accord_app', 'accord_owner', 'accord_search', 'accord_system', 'accord_verify']

  test('none is a superuser, escapes row-level security, or makes databases and roles', async () => {
    const roles = await ask<{ name: string; exempt: boolean }>(
      `select rolname as name, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication as exempt
       from pg_roles where rolname like 'accord%' order by 1`,
    )
    expect(roles).toEqual(ours.map((name) => ({ name, exempt: false })))
  })

  test('the application owns nothing', async () => {
    const owned = await ask(
      `select relname from pg_class where relowner in (select oid from pg_roles where rolname in ('accord_app', 'accord_system', 'accord_search', 'accord_verify'))`,
    )
    expect(owned).toEqual([])
  })

  test('the application gives up on statements, locks and idle transactions', async () => {
    const [app] = await ask<{ rolconfig: string[] }>(`select rolconfig from pg_roles where rolname = 'accord_app'`)
    expect(app?.rolconfig.toSorted()).toEqual([
      'idle_in_transaction_session_timeout=30s',
      'lock_timeout=5s',
      'statement_timeout=15s',
    ])
  })

  test('the role that sees across organizations must be taken on purpose, and is granted no more than these tables and columns', async () => {
    const [member] = await ask(
      `select inherit_option as inherits, set_option as takes from pg_auth_members
       where roleid = 'accord_system'::regrole and member = 'accord_app'::regrole`,
    )
    expect(member).toEqual({ inherits: false, takes: true })
    const granted = await ask<{ grant: string }>(
      `select table_name || ': ' || string_agg(distinct privilege_type, ', ' order by privilege_type) as grant
       from information_schema.role_table_grants where grantee = 'accord_system' group by table_name order by 1`,
    )
    expect(granted.map((row) => row.grant)).toEqual([
      'api_keys: SELECT',
      'attachments: DELETE',
      'calendar_feeds: SELECT',
      'comparisons: DELETE',
      'deliveries: SELECT, UPDATE',
      'draft_attachments: DELETE',
      'idempotency_keys: DELETE, SELECT',
      'invitations: SELECT',
      'notifications: DELETE',
      'outbox: DELETE, SELECT, UPDATE',
      'process_checks: INSERT, SELECT, UPDATE',
      'process_failures: DELETE, SELECT',
      'rate_limits: DELETE',
      'renditions: DELETE',
      'sessions: DELETE',
      'sign_in_failures: DELETE',
      'unused_files: DELETE, INSERT, SELECT',
      'verifications: DELETE',
    ])
    const columns = await ask<{ grant: string }>(
      `select c.table_name || ': ' || string_agg(c.column_name || ' ' || c.privilege_type, ', ' order by c.column_name, c.privilege_type) as grant
       from information_schema.role_column_grants c where c.grantee = 'accord_system' and not exists (
         select from information_schema.role_table_grants t where t.grantee = c.grantee and t.table_name = c.table_name and t.privilege_type = c.privilege_type)
       group by c.table_name order by 1`,
    )
    expect(columns.map((row) => row.grant)).toEqual([
      'approval_rounds: document_id SELECT, id SELECT, org_id SELECT, purpose SELECT, status SELECT, submitted_at SELECT, version_id SELECT',
      'attachments: created_at SELECT, created_at UPDATE, hash SELECT, object_key SELECT, org_id SELECT',
      'audit_checkpoints: at SELECT, org_id SELECT, seq SELECT',
      'audit_heads: org_id SELECT, seq SELECT',
      'campaigns: id SELECT, org_id SELECT, status SELECT',
      'comparisons: created_at SELECT, from_version_id SELECT, org_id SELECT, rules SELECT, rules UPDATE, to_version_id SELECT',
      'documents: id SELECT, in_effect SELECT, next_review_date SELECT, org_id SELECT, review_every SELECT, status SELECT',
      'draft_attachments: document_id SELECT, hash SELECT, org_id SELECT, unused_since SELECT, unused_since UPDATE',
      'idempotency_keys: key UPDATE',
      'invitations: attempts UPDATE, last_error UPDATE, lease UPDATE, mail_status UPDATE, next_attempt_at UPDATE',
      'notifications: created_at SELECT, document_id SELECT, id SELECT, id UPDATE, org_id SELECT, read_at SELECT',
      'organizations: id SELECT, slug SELECT',
      'process_failures: id UPDATE',
      'publications: org_id SELECT, rendition_hash SELECT',
      'rate_limits: expire SELECT, key SELECT, key UPDATE',
      'renditions: created_at SELECT, created_at UPDATE, document_id SELECT, hash SELECT, object_key SELECT, org_id SELECT',
      'sessions: expires_at SELECT, id SELECT, id UPDATE',
      'sign_in_failures: key SELECT, key UPDATE, last_failed_at SELECT',
      'unused_files: doomed UPDATE',
      'verifications: expires_at SELECT, id SELECT, id UPDATE',
      'version_attachments: hash SELECT, org_id SELECT',
    ])
  })

  test('two functions run with the rights of another role: one searches, and its role reads nothing but texts and words', async () => {
    const definers = await ask(
      `select proname as name, proowner::regrole::text as owner, proconfig as config from pg_proc p
       join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and p.prosecdef order by 1`,
    )
    // The search path is its own: nobody can slip a table of theirs under a name that it reads.
    const config = expect.arrayContaining(['search_path=public, pg_temp'])
    expect(definers).toEqual([
      { name: 'find_text', owner: 'accord_search', config },
      { name: 'versions_of_hash', owner: 'accord_verify', config },
    ])
    const granted = await ask(
      `select table_name as table, privilege_type as may from information_schema.role_table_grants
       where grantee = 'accord_search' order by 1`,
    )
    expect(granted).toEqual([
      { table: 'search_texts', may: 'SELECT' },
      { table: 'search_words', may: 'SELECT' },
    ])
    const members = await ask(
      `select member::regrole::text as member from pg_auth_members where roleid = 'accord_search'::regrole`,
    )
    expect(members).toEqual([{ member: 'accord_owner' }])
  })
})
