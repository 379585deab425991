import { relative } from 'node:path'
import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'

declare module '@remix-run/server-runtime' {
  interface Future {
    v3_singleFetch: true
  }
}

/**
 * What pages are made of lies in one file: alone, each icon and each small component would be a request of its own, and a
 * page would make sixty. The editors of texts and of approval definitions come with the pages that have them.
 */
const PARTS_OF_PAGES = /^(domain|app\/lib|app\/components\/(?!editor\/|definitions\/)|node_modules\/lucide-react)/
const chunkOf = (module: string) => (PARTS_OF_PAGES.test(relative(import.meta.dirname, module)) ? 'shared' : undefined)

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    remix({
      appDirectory: 'app',
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_lazyRouteDiscovery: true,
        v3_singleFetch: true,
        v3_routeConfig: true,
      },
    }),
  ],
  // Inlined assets would need `data:` in the content security policy.
  build: {
    assetsInlineLimit: 0,
    sourcemap: false,
    target: 'es2022',
    rollupOptions: isSsrBuild ? {} : { output: { manualChunks: chunkOf } },
  },
  server: { middlewareMode: true },
  // All of the browser's dependencies are known at the start: one found later would reload the page under its reader.
  optimizeDeps: { entries: ['app/entry.client.tsx', 'app/root.tsx', 'app/routes/**/*.tsx', 'app/components/**/*.tsx'] },
}))
