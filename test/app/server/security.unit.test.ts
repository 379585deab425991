import type { Request, Response } from 'express'
import { describe, expect, test } from 'vitest'
import { checkOrigin, contentSecurityPolicy } from '#app/server/security.ts'

/** What the check does with a request to https://accord.example. */
function passes(method: string, headers: Record<string, string>, baseUrl: string | null = null): boolean {
  const lower = Object.fromEntries(
    Object.entries({ host: 'accord.example', ...headers }).map(([k, v]) => [k.toLowerCase(), v]),
  )
  let passed = false
  const response = { status: () => response, type: () => response, send: () => response } as unknown as Response
  const request = { method, protocol: 'https', get: (name: string) => lower[name.toLowerCase()] } as unknown as Request
  checkOrigin(baseUrl)(request, response, () => {
    passed = true
  })
  return passed
}

describe('a write', () => {
  test('from one of our own pages passes', () => {
    expect(passes('POST', { Origin: 'https://accord.example', Cookie: 's=1' })).toBe(true)
  })

  test('from another site is refused, with a session and without one', () => {
    expect(passes('POST', { Origin: 'https://evil.example', Cookie: 's=1' })).toBe(false)
    expect(passes('POST', { Origin: 'https://evil.example' })).toBe(false)
    expect(passes('DELETE', { Origin: 'null', Cookie: 's=1' })).toBe(false)
  })

  test('that rides on a session but names no origin is refused', () => {
    expect(passes('POST', { Cookie: 's=1' })).toBe(false)
  })

  test('by an API key, which no browser sends by itself, needs no origin', () => {
    expect(passes('POST', { Authorization: 'Bearer acc_1' })).toBe(true)
  })

  test('behind a proxy passes from the address that people use', () => {
    const headers = { Host: '10.0.0.7:3000', Origin: 'https://policies.helix.example', Cookie: 's=1' }
    expect(passes('POST', headers)).toBe(false)
    expect(passes('POST', headers, 'https://policies.helix.example/')).toBe(true)
  })
})

test('reading needs no origin', () => {
  expect(passes('GET', { Origin: 'https://evil.example', Cookie: 's=1' })).toBe(true)
})

test('the policy of a page allows no script or style without its nonce, and nothing unsafe', () => {
  const policy = contentSecurityPolicy('abc', false)
  expect(policy).toContain("script-src 'self' 'nonce-abc'")
  expect(policy).toContain("frame-ancestors 'self'")
  expect(policy).toContain("object-src 'none'")
  expect(policy).not.toContain('unsafe')
  expect(policy).not.toContain('ws:')
})
