import type { ServerBuild } from '@remix-run/node'

/**
 * Loads the pages as they were built.
 * @param folder of the build, with a slash at its end
 */
export async function loadBuild(folder: URL): Promise<ServerBuild> {
  const { NODE_ENV } = process.env
  // React asks once, as it is loaded, whether it is in production: there it renders several times as fast. What was built is
  // for production, also where the demo or a test shows it.
  process.env.NODE_ENV = 'production'
  try {
    return (await import(new URL('server/index.js', folder).href)) as ServerBuild
  } finally {
    process.env.NODE_ENV = NODE_ENV
  }
}
