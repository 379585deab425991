import { randomBytes, randomUUID } from 'node:crypto'
import type { ClientBase, Pool } from 'pg'

type Column = { name: string; type: string; labels: string[] | null }

/** A row that a table accepts, made from the catalogue alone: what may be null or has a default is left out. */
export type MadeRow = { columns: string[]; values: unknown[] }

/** Makes rows of any table of an organization; constraints between tables are the caller's to switch off. */
export async function rowMaker(pool: Pool): Promise<(table: string, orgId: string) => MadeRow> {
  const { rows } = await pool.query<Column & { table: string }>(`
    select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type,
      (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e where e.enumtypid = a.atttypid) as labels
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
      and a.attnotnull and not a.atthasdef and a.attidentity = '' order by a.attnum`)
  return (table, orgId) => {
    const columns = rows.filter((row) => row.table === table)
    return {
      columns: columns.map(({ name }) => name),
      values: columns.map((column) => (column.name === 'org_id' ? orgId : sampleValue(column))),
    }
  }
}

function sampleValue({ name, type, labels }: Column): unknown {
  if (labels) return labels[0]
  if (type.endsWith('[]')) return []
  switch (type) {
    case 'uuid':
      return randomUUID()
    case 'tsvector':
      return ''
    case 'text':
      return name.includes('hash') ? randomBytes(32).toString('hex') : randomUUID()
    case 'integer':
    case 'bigint':
      return 1
    case 'boolean':
      return false
    case 'jsonb':
      // A check has at least one question.
      return name === 'questions' ? '[{}]' : '{}'
    case 'date':
      return '2026-01-01'
    case 'timestamp with time zone':
      return '2026-01-01T00:00:00Z'
    default:
      throw new Error(`no value known for column ${name} of type ${type}`)
  }
}

/** Inserts a made row and returns how many rows that were. */
export async function insertRow(client: ClientBase, table: string, { columns, values }: MadeRow): Promise<number> {
  const names = columns.map((name) => `"${name}"`).join(', ')
  const places = columns.map((_, index) => `$${index + 1}`).join(', ')
  const { rowCount } = await client.query(`insert into "${table}" (${names}) values (${places})`, values)
  return rowCount ?? 0
}
