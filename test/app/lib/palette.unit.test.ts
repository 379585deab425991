import { expect, test } from 'vitest'
import { askedAction } from '#app/lib/palette.ts'

test('a verb and a document are a command, and so is a verb alone or its beginning', () => {
  expect(askedAction('Submit POL-AC-001')).toEqual({ action: 'submit', about: 'pol-ac-001' })
  expect(askedAction(' sub  access control ')).toEqual({ action: 'submit', about: 'access control' })
  expect(askedAction('sign')).toEqual({ action: 'sign', about: null })
  expect(askedAction('review')).toEqual({ action: 'confirm', about: null })
})

test('other words, and fewer letters than say anything, are none', () => {
  for (const words of ['', 'su', 'access control', 'POL-AC-001', 'resubmit it']) expect(askedAction(words)).toBeNull()
})
