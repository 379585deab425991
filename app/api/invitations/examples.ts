import type { z } from 'zod'
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import type { InvitationView } from './views.ts'

export const INVITATION_EXAMPLE = {
  id: EXAMPLE_IDS.invitation,
  email: 'grace@helix.example',
  roles: ['author'],
  positionTitle: null,
  invitedBy: 'Ada Okafor',
  createdAt: EXAMPLE_TIME,
  expiresAt: '2026-06-08T09:00:00.000Z',
  mailStatus: 'sent',
} satisfies z.input<typeof InvitationView>
