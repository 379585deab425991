import { describe, expect, test } from 'vitest'
import { activeFilters, libraryLink, readLibraryQuery } from '#app/lib/library-query.ts'

const read = (search: string) => readLibraryQuery(new URLSearchParams(search))

describe('the address of a list', () => {
  test('says which statuses, whether as one word or as several boxes', () => {
    expect(read('status=draft,in_review').filters.status).toEqual(['draft', 'in_review'])
    expect(read('status=draft&status=in_review').filters.status).toEqual(['draft', 'in_review'])
  })

  test('leaves out what no list has, so that an old bookmark still shows one', () => {
    const query = read('status=draft,retired&sort=color&page=-3&review=never')
    expect(query.filters.status).toEqual(['draft'])
    expect(query).toMatchObject({ sort: null, page: 1, switches: {} })
  })

  test('sorts downward with a minus', () => {
    expect(read('sort=-updatedAt')).toMatchObject({ sort: 'updatedAt', descending: true })
    expect(read('sort=title')).toMatchObject({ sort: 'title', descending: false })
  })
})

describe('a link to the same list with something changed', () => {
  const search = new URLSearchParams('status=draft&page=4&peek=POL-AC-001')

  test('begins at the first page again and closes the peek when a filter changes', () => {
    expect(libraryLink(search, { type: 'security' })).toBe('?status=draft&type=security')
  })

  test('keeps the page for a peek', () => {
    expect(libraryLink(search, { peek: 'POL-AC-002', page: '4' })).toBe('?status=draft&page=4&peek=POL-AC-002')
  })

  test('without anything left is the bare list', () => {
    expect(libraryLink(new URLSearchParams('status=draft'), { status: null })).toBe('?')
  })
})

test('what narrows a list is named in words, each with the address without it', () => {
  const search = new URLSearchParams('q=leavers&status=draft,in_review&waiting=me')
  expect(activeFilters(search, readLibraryQuery(search))).toEqual([
    { label: 'Search', value: '“leavers”', without: '?status=draft,in_review&waiting=me' },
    { label: 'Status', value: 'Draft, In review', without: '?q=leavers&waiting=me' },
    { label: 'Waiting for my sign-off', value: '', without: '?q=leavers&status=draft,in_review' },
  ])
})

test('an owner, frameworks and tags are words of the address too, and each chip leads to the list without it', () => {
  const id = '0197c5a0-0000-7000-8000-000000000001'
  const search = new URLSearchParams(`owner=${id}&framework=ISO 27001, SOC 2&tag=GxP&tag=gxp, ,%00&status=published`)
  const query = readLibraryQuery(search)
  expect(query).toMatchObject({ owner: id, filed: { framework: ['ISO 27001', 'SOC 2'], tag: ['GxP', 'gxp'] } })
  const chips = activeFilters(search, query, { owner: 'Ada Okafor', statuses: { published: 'In effect' } })
  expect(chips.map(({ label, value }) => [label, value])).toEqual([
    ['Status', 'In effect'],
    ['Owner', 'Ada Okafor'],
    ['Framework', 'ISO 27001, SOC 2'],
    ['Tag', 'GxP, gxp'],
  ])
  for (const { label, without } of chips) {
    const left = new URLSearchParams(without)
    const rest = activeFilters(left, readLibraryQuery(left), { owner: 'Ada Okafor' })
    expect(rest.map((chip) => chip.label)).toEqual(chips.map((chip) => chip.label).filter((other) => other !== label))
  }
})

test('one’s own documents are one’s own whoever else is named, and nobody is an owner by a word', () => {
  expect(read('owner=me&owner=').owner).toBe('me')
  expect(read('owner=&owner=me').owner).toBe('me')
  expect(read("owner=x' or 1=1").owner).toBeNull()
})
