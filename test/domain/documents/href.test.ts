import { expect, test } from 'vitest'
import { readAddress } from '#domain/documents/href.ts'

test.each([
  ['https://example.com/a', { href: 'https://example.com/a' }],
  ['www.example.com', { href: 'https://www.example.com/' }],
  ['mailto:a@b.example', { href: 'mailto:a@b.example' }],
  ['#scope', { href: '#scope' }],
  ['example.com', { ask: 'https://example.com/' }],
  ['foo.bar/x?y=1', { ask: 'https://foo.bar/x?y=1' }],
  ['ada@helix.example', { ask: 'mailto:ada@helix.example' }],
])('%s is an address, or asks what it is', (typed, read) => {
  expect(readAddress(` ${typed} `)).toEqual(read)
})

test.each([
  ['', /^Write an address/],
  ['javascript:alert(1)', /not with javascript:/],
  ['java\tscript:alert(1)', /not with javascript:/],
  ['../other.md', /whole address/],
  ['two words', /whole address/],
  ['https://bank.example@evil.example', /hides where the link goes/],
  ['#two words', /name of a section/],
  [`https://a.example/${'x'.repeat(2_000)}`, /at most 2000 characters/],
])('%s is refused, and why', (typed, why) => {
  expect(readAddress(typed)).toEqual({ refused: expect.stringMatching(why) })
})
