import { expect, test } from 'vitest'
import { numberLength } from '#app/components/editor/clause-numbers.ts'
import { paragraphToHtml } from '#services/content/clauses.ts'

test.each(['4.2 A shared account', '10.1.3 “Secret” means', '3.5 million people', 'Version 4.2 A', '4 Signing in'])(
  'the editor hangs the number of “%s” where the page that is read does',
  (paragraph) => {
    const isHung = paragraphToHtml(paragraph).includes('class="no"')
    expect(numberLength(paragraph) > 0).toBe(isHung)
  },
)

test('the space after a number hangs with it, so that the text begins on the edge', () => {
  expect(numberLength('4.2 A shared account')).toBe('4.2 '.length)
})
