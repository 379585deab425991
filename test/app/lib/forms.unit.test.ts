import { expect, test } from 'vitest'
import { z } from 'zod'
import { NewDocumentForm, PropertiesForm } from '#app/lib/document-forms.ts'
import { formError, parseForm, typedChoices } from '#app/lib/forms.ts'
import { SubmitPageForm } from '#app/lib/round-forms.ts'

const form = (fields: Record<string, string | string[]>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) data.append(name, each)
  return data
}
const PERSON = '01941f29-7c00-75ed-ad79-7602b8d29f34'
const OTHER = '01941f29-7c00-75ed-ad79-7602b8d29f35'

test('a refused form keeps what was typed and says what to write at each field', () => {
  const parsed = parseForm(
    form({ kind: 'policy', title: ' ', category: '', description: 'Half a thought' }),
    NewDocumentForm,
  )
  expect(parsed).toEqual({
    ok: false,
    errors: { title: 'Write a title', category: 'Choose a category' },
    typed: { kind: 'policy', title: ' ', category: '', description: 'Half a thought' },
  })
})

test('a password never comes back with a refused form, whatever its field is called', () => {
  const typed = form({ name: 'Ada', password: 'hunter2', currentPassword: 'hunter1' })
  expect(parseForm(typed, z.object({ name: z.string(), password: z.string().min(10) }))).toMatchObject({
    ok: false,
    typed: { name: 'Ada' },
  })
  expect(JSON.stringify(formError(typed, { '': 'No' }))).not.toContain('hunter')
  expect(parseForm(typed, z.object({ password: z.string() }))).toEqual({ ok: true, value: { password: 'hunter2' } })
})

test('a new document takes its text along only if there is one', () => {
  const fields = { kind: 'policy', title: 'Visitors', category: 'physical_security', description: '' }
  const bare = parseForm(form({ ...fields, markdown: ' ' }), NewDocumentForm)
  const written = parseForm(form({ ...fields, markdown: '## Purpose' }), NewDocumentForm)
  expect(bare.ok && bare.value.content).toBeUndefined()
  expect(written.ok && written.value.content).toEqual({ format: 'markdown', body: '## Purpose' })
})

test('words between commas become a list, an empty date nothing, a frequency a number with its unit', () => {
  const parsed = parseForm(
    form({
      title: 'Visitors',
      type: 'security',
      classification: 'internal',
      ownerId: PERSON,
      secondOwnerId: '',
      review: '6 months',
      effectiveDate: '',
      frameworks: 'ISO 27001, , SOC 2',
      tags: '',
    }),
    PropertiesForm,
  )
  expect(parsed.ok && parsed.value).toMatchObject({
    frameworks: ['ISO 27001', 'SOC 2'],
    tags: [],
    secondOwnerId: null,
    effectiveDate: null,
    reviewFrequency: { every: 6, unit: 'months' },
  })
})

test('one ticked signer is a list of one, none an empty list', () => {
  const signers = (ids: string[]) => {
    const parsed = parseForm(form({ signerIds: ids, publication: 'manual' }), SubmitPageForm)
    return parsed.ok ? parsed.value.signerIds : parsed.errors
  }
  expect([signers([PERSON]), signers([PERSON, OTHER]), signers([])]).toEqual([[PERSON], [PERSON, OTHER], []])
})

test('what a schema has no words for is said in ours', () => {
  const parsed = parseForm(
    form({ kind: 'policy', title: 'Visitors', category: 'encryption', description: 'x'.repeat(2_001), markdown: '' }),
    NewDocumentForm,
  )
  expect(parsed.ok ? {} : parsed.errors).toEqual({ description: 'Write at most 2,000 characters' })
  const tags = z.object({ tags: z.array(z.string()).max(2), size: z.enum(['s', 'm']) })
  const other = parseForm(form({ 'tags[]': ['a', 'b', 'c'], size: 'xl' }), tags)
  expect(other.ok ? {} : other.errors).toEqual({ tags: 'Name at most 2', size: 'Choose one from the list' })
})

test('of a refused form what was ticked counts, even if it is nothing', () => {
  expect(typedChoices(undefined, 'days[]', [1, 2])).toEqual(['1', '2'])
  expect(typedChoices({ name: '' }, 'days[]', [1, 2])).toEqual([])
  expect(typedChoices({ 'days[]': ['6'] }, 'days[]', [1, 2])).toEqual(['6'])
})

test('publishing on a date without a date is refused at the date', () => {
  const parsed = parseForm(form({ publication: 'on_date', effectiveDate: '' }), SubmitPageForm)
  expect(parsed.ok ? {} : Object.keys(parsed.errors)).toEqual(['effectiveDate'])
})
