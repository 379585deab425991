import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { configFiles } from '#engines/config-files/files.ts'
import { VARIABLE_NAMES } from '#services/config/variables.ts'

test('.env.example and the production guide say what the table of variables says; else: npm run config-files', async () => {
  for (const { path, text } of await configFiles()) expect(await readFile(path, 'utf8'), path).toBe(text)
})

test('both name every variable', async () => {
  const [example, guide] = (await configFiles()).map(({ text }) => text)
  const inExample = [...(example ?? '').matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name)
  const inGuide = [...(guide ?? '').matchAll(/^\| `([A-Z_]+)` \| .* \| .* \| .* \|$/gm)].map(([, name]) => name)
  expect(inExample).toEqual(VARIABLE_NAMES)
  expect(inGuide).toEqual(VARIABLE_NAMES)
})
