import { action, phrase } from '../audit/action.ts'

interface Key {
  name: string
  /** How the key begins: enough to find it, not enough to use it. */
  prefix: string
}

export const apiKeyActions = {
  'api_key.created': action<{ after: Key & { scopes: string[]; expiresAt: string | null } }>({
    subject: 'api_key',
    sentence: ({ after }) => phrase`made the API key ${after.name}`,
  }),
  'api_key.revoked': action<{ before: Key }>({
    subject: 'api_key',
    sentence: ({ before }) => phrase`revoked the API key ${before.name}`,
    tone: 'bad',
  }),
}
