// Prints how many tests passed and failed, from vitest's JSON report. A file that could not even be loaded is one failure.
import { readFileSync } from 'node:fs'

const report = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
const unloadable = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
process.stdout.write(`${report.numPassedTests} ${report.numFailedTests + unloadable.length}\n`)
