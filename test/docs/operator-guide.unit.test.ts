import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { TASK_QUEUES } from '#domain/queues.ts'
import { RETENTION } from '#domain/retention.ts'
import { SEARCH_ATTRIBUTES } from '#domain/search-attributes.ts'

const guide = readFileSync('docs/guides/operator.md', 'utf8')

test('the guide explains every search attribute in the words of the table', () => {
  for (const [name, { type, meaning }] of Object.entries(SEARCH_ATTRIBUTES))
    expect(guide).toContain(`| \`${name}\` (${type}) | ${meaning} |\n`)
})

test('the guide explains no search attribute that is not in the table', () => {
  const explained = [...guide.matchAll(/^\| `(\w+)` \((?:Keyword|Datetime)\) \|/gm)].map(([, name]) => name)
  expect(explained).toEqual(Object.keys(SEARCH_ATTRIBUTES))
})

test('the guide names every task queue', () => {
  for (const queue of TASK_QUEUES) expect(guide).toContain(`| \`${queue}\` |`)
})

test('the guide prints the table of retention', () => {
  const rows = Object.values(RETENTION).map(({ what, days, after, exception, why }) => {
    const time = days === 0 ? `When ${after}` : `${days} ${days === 1 ? 'day' : 'days'} after ${after}`
    return `| ${what} | ${time} | ${exception ?? '–'} | ${why} |`
  })
  const table = ['| What | Deleted | Kept longer | Why |', '| --- | --- | --- | --- |', ...rows].join('\n')
  expect(guide).toContain(`\n\n${table}\n\n`)
})
