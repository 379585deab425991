import { expect, test } from 'vitest'
import { CATEGORIES } from '#domain/documents/categories.ts'
import { formatIdentifier } from '#domain/documents/identifier.ts'
import { nextLabel } from '#domain/documents/labels.ts'
import { readLibrary, type SeedDocument } from '#engines/seed/library.ts'
import { ORGANIZATIONS } from '#engines/seed/organizations.ts'
import { TEXT_JOBS } from '#services/content/jobs.ts'
import { markdownToContent } from '#services/content/markdown.ts'
import { unfilledVariables } from '#services/content/variables.ts'

const libraries = await Promise.all(ORGANIZATIONS.map(async (org) => ({ org, documents: await readLibrary(org.slug) })))
const all = libraries.flatMap(({ org, documents }) => documents.map((document) => ({ org, document })))
const each = all.map(({ org, document }) => [`${org.slug} ${document.identifier}`, document] as const)

const numbered = (document: SeedDocument) => {
  const clauses: string[] = []
  let section = 0
  for (const line of document.body.split('\n')) {
    if (line.startsWith('## ')) section += 1
    const clause = /^(\d+)\.\d+ /.exec(line)?.[1]
    if (clause && Number(clause) !== section) clauses.push(line.slice(0, 40))
  }
  return { clauses, sections: section }
}

test('there are enough documents of every state and kind to try everything with', () => {
  expect(all.length).toBeGreaterThanOrEqual(40)
  expect(new Set(all.map(({ document }) => document.state)).size).toBe(5)
  expect(new Set(all.map(({ document }) => document.kind)).size).toBe(4)
})

test('identifiers count up without gaps in each organization', () => {
  for (const { documents } of libraries) {
    const last = new Map<string, number>()
    for (const { identifier, kind, category } of documents) {
      const { prefix } = CATEGORIES[category]
      const number = (last.get(`${kind}${prefix}`) ?? 0) + 1
      last.set(`${kind}${prefix}`, number)
      expect(identifier).toBe(formatIdentifier(kind, prefix, number))
    }
  }
})

test('everybody whom a document names works there', () => {
  for (const { org, documents } of libraries) {
    const keys = new Set(org.people.map(({ key }) => key))
    for (const document of documents) {
      const named = document.versions.flatMap(({ by, signers }) => [by, ...signers.map(({ who }) => who)])
      for (const key of [document.owner, document.secondOwner, ...document.audience, ...named]) {
        expect(keys, `${document.identifier} names ${key}`).toContain(key)
      }
    }
  }
})

test.each(each)('%s is a whole text of 430 to 1,600 words', (_name, document) => {
  const { words } = TEXT_JOBS.facts(markdownToContent(document.body), []).counts
  expect(words).toBeGreaterThanOrEqual(430)
  expect(words).toBeLessThanOrEqual(1600)
})

test.each(each)('%s numbers its clauses by the section they stand in', (_name, document) => {
  expect(numbered(document).clauses).toEqual([])
})

test.each(each)('%s has labels that follow from its changes, and no author among its signers', (_name, document) => {
  let label: string | null = null
  for (const version of document.versions) {
    const next: string = nextLabel(label, version.changeType)
    if (version.label !== null) expect(version.label).toBe(next)
    label = version.label ?? label
    expect(version.signers.map(({ who }) => who)).not.toContain(version.by)
  }
})

test.each(each)('%s was submitted, decided and published in that order', (_name, document) => {
  let latest = Number.POSITIVE_INFINITY
  for (const { submitted, approved = submitted, published = approved } of document.versions) {
    expect(submitted).toBeLessThan(latest)
    expect(approved).toBeLessThanOrEqual(submitted)
    expect(published).toBeLessThanOrEqual(approved)
    latest = published
  }
})

test.each(each.filter(([, { state }]) => state !== 'draft'))('%s has every variable filled in', (_name, document) => {
  expect(
    unfilledVariables(TEXT_JOBS.facts(markdownToContent(document.body), []).variableNames, document.variables),
  ).toEqual([])
})

test('a reference to another document or to its section leads somewhere', () => {
  for (const { documents } of libraries) {
    const sections = new Map(documents.map((document) => [document.identifier, numbered(document).sections]))
    for (const { identifier, body } of documents) {
      for (const [reference] of body.matchAll(/\b(POL|PRC|PLN|GDE)-[A-Z]{2}-\d{3}\b/g)) {
        expect(sections.has(reference), `${identifier} names ${reference}`).toBe(true)
      }
      for (const [, section, reference] of body.matchAll(/section (\d+) (?:of|in) ([A-Z]{3}-[A-Z]{2}-\d{3})/g)) {
        expect(Number(section), `${identifier}: section ${section} of ${reference}`).toBeLessThanOrEqual(
          sections.get(reference ?? '') ?? 0,
        )
      }
    }
  }
})
