import type { NextConfig } from 'next'

const production = process.env.NODE_ENV === 'production'

// Content-Security-Policy is per request (it carries a nonce) and is set in proxy.ts; these are the same for every answer.
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  },
  // Browsers ignore this over plain http, so a production build on one machine is not locked out of itself.
  ...(production ? [{ key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' }] : []),
]

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  // What a run leaves behind, its secrets among it, is no part of the build.
  outputFileTracingExcludes: { '*': ['.data/**', '.test/**'] },
  turbopack: {
    root: import.meta.dirname,
    // Decoders of images, compiled from C, ask for these on a server only.
    resolveAlias: {
      fs: { browser: './components/viewer/bundler/nothing.js' },
      path: { browser: './components/viewer/bundler/nothing.js' },
    },
    rules: {
      // A worker that spawns itself stops `next build` for ever (https://github.com/vercel/next.js/issues/97399).
      '**/@cornerstonejs/tools/dist/esm/utilities/registerComputeWorker.js': {
        loaders: ['./components/viewer/bundler/no-compute-worker.cjs'],
      },
    },
  },
  // Two servers in one working tree (a running one and a build under test) need two folders.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // `npm test` checks types by itself, before it builds.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
  // Above what a plain form may send (lib/case/records/small-rules.ts), so that proxy.ts does not cut it off.
  experimental: { serverActions: { bodySizeLimit: '1mb' }, proxyClientMaxBodySize: '11mb' },
  // Asked for by a browser that has not read far enough to see where the icon is.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  headers: async () => [
    { source: '/:path*', headers },
    // The way to a record's bytes leaves our origin; nobody there needs to know where it came from.
    {
      source: '/api/cases/:caseId/records/:recordId/file',
      headers: [{ key: 'Referrer-Policy', value: 'no-referrer' }],
    },
  ],
}

export default config
