/** Everything the worker can run. Its exports are the workflow types. */
export { approval } from './approval/workflow.ts'
export { auditCheckpoints } from './audit-checkpoints/workflow.ts'
export { campaign } from './campaign/workflow.ts'
export { reconcile } from './reconcile/workflow.ts'
export { retention } from './retention/workflow.ts'
export { review } from './review/workflow.ts'
