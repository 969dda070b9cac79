import path from 'node:path'
import type { NextConfig } from 'next'

const config: NextConfig = {
  turbopack: { root: path.parse(import.meta.dirname).root },
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
}

export default config
