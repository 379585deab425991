import { DefaultLogger, Runtime } from '@temporalio/worker'

/** What workers and replayers report about their own states says nothing to a reader of tests; their errors do. */
export const quietLogger = new DefaultLogger('ERROR')

// A process has one runtime, and it is set up before the first worker. Several test files may run in this process.
Runtime.install({ logger: quietLogger, telemetryOptions: { logging: { filter: 'OFF' } } })
