import { build } from './build/build.ts'

await build()
console.log('Built into build/.')
