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
