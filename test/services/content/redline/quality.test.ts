import { readFileSync } from 'node:fs'
import { diffArrays } from 'diff'
import { describe, expect, test } from 'vitest'
import type { Variable } from '#domain/documents/variables.ts'
import { importMarkdown, markdownToContent } from '#services/content/markdown.ts'
import { compareTexts, type RedlineSide, redline } from '#services/content/redline.ts'
import { sanitizeContent } from '#services/content/sanitize.ts'
import { countWords, plainText } from '#services/content/text.ts'
import { EDITED_DOCUMENTS, type EditedDocument } from '#test/fixtures/redline/edits.ts'
import { rebuilt } from './rebuild.ts'

/** How well a redline says what was done to a document: no more marks than needed, and no more changes than were made. */
const MOST_MARKED = 1.3

const fixture = (document: string) =>
  importMarkdown(readFileSync(new URL(`../../../fixtures/redline/${document}.md`, import.meta.url), 'utf8'))

const VALUES = { company: 'Helix Pharma', contact: 'records@helix.example' }
const variablesOf = (values: Record<string, string | null>): Variable[] =>
  Object.entries(values).flatMap(([name, value]) =>
    value === null ? [] : [{ name, label: name, type: 'text' as const, value }],
  )

function replaced(text: string, [was, now]: [string, string]): string {
  if (text.split(was).length !== 2) throw new Error(`not there once: ${was}`)
  return text.replace(was, () => now)
}

/** Each section of level 2 with its heading; what stands before the first one. */
const sectionsOf = (markdown: string) => markdown.split(/(?=^## )/m)

function moved(markdown: string, section: string, after: string): string {
  const sections = sectionsOf(markdown.endsWith('\n\n') ? markdown : `${markdown}\n`)
  const from = sections.findIndex((text) => text.startsWith(`${section}\n`))
  const [text = ''] = sections.splice(from, 1)
  const to = sections.findIndex((other) => other.startsWith(`${after}\n`))
  if (from < 0 || to < 0) throw new Error(`not there: ${section} or ${after}`)
  sections.splice(to + 1, 0, text)
  return sections.join('')
}

function sidesOf({ document, title, values = {}, edits }: EditedDocument): [RedlineSide, RedlineSide] {
  const source = readFileSync(new URL(`../../../fixtures/redline/${document}.md`, import.meta.url), 'utf8')
  const { title: name, content } = fixture(document)
  let markdown = source.replace(/^# .*\n/, '')
  for (const edit of edits) {
    if (Array.isArray(edit)) markdown = replaced(markdown, edit)
    else if ('section' in edit) markdown = moved(markdown, edit.section, edit.after)
  }
  let html = markdownToContent(markdown)
  for (const edit of edits) if ('html' in edit) html = replaced(html, edit.html)
  return [
    { title: name ?? '', content, variables: variablesOf(VALUES) },
    { title: title ?? name ?? '', content: sanitizeContent(html), variables: variablesOf({ ...VALUES, ...values }) },
  ]
}

const wordsOf = ({ title, content, variables }: RedlineSide): string[] =>
  [title, ...variables.map(({ label, value }) => `${label} ${value}`), plainText(content, variables)]
    .join('\n')
    .split(/\s+/)
    .filter((word) => countWords(word) > 0)

/** How many words a comparison of nothing but words removes and adds. */
const leastEdit = (before: RedlineSide, after: RedlineSide): number =>
  diffArrays(wordsOf(before), wordsOf(after))
    .filter(({ added, removed }) => added || removed)
    .reduce((sum, { count }) => sum + (count ?? 0), 0)

/** How many words are struck or underlined. */
const markedWords = (html: string): number =>
  [...html.matchAll(/<(ins|del)[ >](.*?)<\/\1>/gs)].reduce(
    (sum, [, , inner = '']) => sum + countWords(inner.replace(/^[^<]*>|<[^>]+>/g, ' ')),
    0,
  )

test('there are thirty edited documents', () => {
  expect(new Set(EDITED_DOCUMENTS.map(({ name }) => name)).size).toBe(30)
})

describe.each(EDITED_DOCUMENTS)('$name', (edited) => {
  const [before, after] = sidesOf(edited)
  const { comparison } = compareTexts(before, after)

  test('shows no more changes than were made, and at least one', () => {
    expect({ shown: comparison.changes, summary: comparison.summary }).toSatisfy(
      ({ shown }: { shown: number }) => shown >= 1 && shown <= edited.changes.length,
    )
  })

  test('marks few more words than the least that differ', () => {
    const least = leastEdit(before, after)
    expect({ marked: markedWords(comparison.html), least }).toSatisfy(
      ({ marked }: { marked: number }) => marked <= MOST_MARKED * least,
    )
  })

  test('shows both texts exactly', () => {
    const result = redline(before, after)
    expect([rebuilt(result, 'old'), rebuilt(result, 'new')]).toEqual([before.content, after.content])
  })
})
