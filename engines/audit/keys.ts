import type { AuditKey } from '#services/audit/checkpoint.ts'
import type { LaunchConfig } from '#services/config.ts'
import { keptSecret } from '../state.ts'

/** The keys of audit checkpoints: those that are configured, else one of this installation; in production none. */
export function auditKeysOf({ auditKeys, environment, dataDir }: LaunchConfig): AuditKey[] {
  if (auditKeys.length > 0 || environment === 'production') return auditKeys
  return [{ id: 'local', secret: keptSecret(dataDir, 'audit') }]
}
