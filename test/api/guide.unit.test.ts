import { expect, test } from 'vitest'
import type { Resource } from '#app/api/operation.ts'
import { OPERATIONS, RESOURCES } from '#app/api/resources.ts'

const HEAD = `# The operations of the API

Made from the operations themselves by \`test/api/guide.unit.test.ts\`: change those, and run it with \`-u\`. All are below
\`/api/v1\`; \`/api/docs\` has their parameters, bodies and answers, and [api.md](api.md) what they have in common.
`

const section = ({ tag, operations }: Resource) => {
  const rows = operations.map(
    ({ method, path, summary, scope }) =>
      `| \`${method.toUpperCase()} ${path}\` | ${summary} | ${scope === null ? 'any' : `\`${scope}\``} |`,
  )
  return `## ${tag}\n\n| Request | What it does | Scope of a key |\n| --- | --- | --- |\n${rows.join('\n')}\n`
}

test('the map of operations in the guides is the one of the code', async () => {
  await expect([HEAD, ...RESOURCES.map(section)].join('\n')).toMatchFileSnapshot('../../docs/guides/api-operations.md')
})

test('every operation has an id, an address and a place of its own', () => {
  const ids = OPERATIONS.map(({ id }) => id)
  const addresses = OPERATIONS.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`)
  expect(new Set(ids).size).toBe(ids.length)
  expect(new Set(addresses).size).toBe(addresses.length)
  for (const { id, scope, method } of OPERATIONS) {
    if (id !== 'me.get') expect({ id, scope }).not.toEqual({ id, scope: null })
    if (method === 'get') expect({ id, scope }).not.toEqual({ id, scope: expect.stringContaining('publish') })
  }
})
