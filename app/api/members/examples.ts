import type { z } from 'zod'
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import type { MemberView } from './views.ts'

export const MEMBER_EXAMPLE = {
  id: EXAMPLE_IDS.signer,
  name: 'Miguel Santos',
  email: 'miguel@helix.example',
  roles: ['approver'],
  positionTitle: 'CTO',
  managerId: null,
  departmentId: null,
  timeZone: null,
  workingDays: null,
  joinedAt: EXAMPLE_TIME,
} satisfies z.input<typeof MemberView>
