import { expect, test } from 'vitest'
import type { AudiencePart } from '#domain/audiences/audience.ts'
import { asksAnew, succession } from '#domain/campaigns/standing.ts'
import { CHANGE_TYPES } from '#domain/documents/status.ts'

const authors: AudiencePart = { kind: 'role', role: 'author' }
const auditors: AudiencePart = { kind: 'role', role: 'auditor' }
const group = (groupId: string): AudiencePart => ({ kind: 'group', groupId })
const open = (id: string, more: object = {}) => ({
  id,
  byRule: true,
  audience: [authors],
  evergreen: false,
  recurrence: 'none',
  ...more,
})
const rule = { audience: [authors], evergreen: false }
const idsOf = ({ superseded }: { superseded: { id: string }[] }) => superseded.map(({ id }) => id)

test('a minor change and a patch keep acceptances valid, unless every version asks', () => {
  expect(CHANGE_TYPES.filter((change) => asksAnew('major', change))).toEqual(['initial', 'major'])
  expect(CHANGE_TYPES.filter((change) => asksAnew('every', change))).toEqual([...CHANGE_TYPES])
})

test('a new version ends what the rule asked before, and asks whom a person asked by hand as well', () => {
  const before = open('rule', { audience: [auditors], evergreen: true })
  expect(succession(rule, [before])).toEqual({ ...rule, superseded: [before] })
  const byHand = open('hand', { byRule: false, audience: [auditors, authors], evergreen: true })
  expect(succession(rule, [byHand])).toEqual({ audience: [authors, auditors], evergreen: true, superseded: [byHand] })
  const all = open('all', { byRule: false, audience: [{ kind: 'everyone' }] })
  expect(succession(rule, [byHand, all]).audience).toEqual([{ kind: 'everyone' }])
})

test('a campaign that repeats by the calendar stays, and one whose audience does not fit', () => {
  expect(idsOf(succession(rule, [open('yearly', { recurrence: 'yearly' })]))).toEqual([])
  const many = open('many', { byRule: false, audience: Array.from({ length: 20 }, (_, n) => group(`g${n}`)) })
  expect(succession(rule, [many, open('rule')])).toMatchObject({ audience: [authors], superseded: [{ id: 'rule' }] })
})
