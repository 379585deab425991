import { writeFile } from 'node:fs/promises'
import { configFiles } from './config-files/files.ts'

// `npm run config-files`: writes what the table of variables says into the files that repeat it.
for (const { path, text } of await configFiles()) await writeFile(path, text)
