/** Ids that the examples use. Tests put ids of real rows in their place. */
export const EXAMPLE_IDS = {
  member: '0198c0de-0000-7000-8000-000000000001',
  signer: '0198c0de-0000-7000-8000-000000000002',
  document: '0198c0de-0000-7000-8000-000000000003',
  version: '0198c0de-0000-7000-8000-000000000004',
  round: '0198c0de-0000-7000-8000-000000000005',
  step: '0198c0de-0000-7000-8000-000000000006',
  signoff: '0198c0de-0000-7000-8000-000000000007',
  notification: '0198c0de-0000-7000-8000-000000000008',
  invitation: '0198c0de-0000-7000-8000-000000000009',
  apiKey: '0198c0de-0000-7000-8000-00000000000a',
  definition: '0198c0de-0000-7000-8000-00000000000b',
  publication: '0198c0de-0000-7000-8000-00000000000c',
  colleague: '0198c0de-0000-7000-8000-00000000000d',
  absence: '0198c0de-0000-7000-8000-00000000000e',
  group: '0198c0de-0000-7000-8000-000000000011',
  department: '0198c0de-0000-7000-8000-00000000000f',
  otherDepartment: '0198c0de-0000-7000-8000-000000000010',
  campaign: '0198c0de-0000-7000-8000-0000000000c1',
  acknowledgment: '0198c0de-0000-7000-8000-0000000000c2',
  comment: '0198c0de-0000-7000-8000-0000000000d1',
  suggestion: '0198c0de-0000-7000-8000-0000000000d3',
  answer: '0198c0de-0000-7000-8000-0000000000d2',
  calendarFeed: '0198c0de-0000-7000-8000-0000000000f1',
  /** An image is named by the SHA-256 of its bytes. */
  attachment: '5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8',
} as const

/** The document that the examples are about. */
export const EXAMPLE_IDENTIFIER = 'POL-AC-001'

export const EXAMPLE_PERSON = { id: EXAMPLE_IDS.member, name: 'Ada Okafor', positionTitle: 'CISO' }
export const EXAMPLE_HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
export const EXAMPLE_TIME = '2026-06-01T09:00:00.000Z'
export const EXAMPLE_TEXT = '<h2>Purpose</h2><p>Access follows need.</p>'
