import { expect, test } from 'vitest'
import { DomainError, ERRORS, type ErrorCode, isDomainError } from '#domain/errors.ts'

const codes = Object.keys(ERRORS) as ErrorCode[]

test.each(codes)('%s has a sentence without any facts', (code) => {
  const { message, status } = new DomainError(code)
  expect(message).toMatch(/^[A-Z].*[.]$/)
  expect(message).not.toMatch(/undefined|null|NaN|\[object/)
  expect(status).toBeGreaterThanOrEqual(400)
})

test('no refusal is a server error, save that a part is away', () => {
  expect(codes.filter((code) => ERRORS[code].status >= 500)).toEqual(['unavailable'])
})

test('a foreign error with a code is not ours', () => {
  expect(isDomainError(Object.assign(new Error('x'), { code: 'not_found' }))).toBe(false)
  expect(isDomainError(new DomainError('not_found'))).toBe(true)
})
