# Conferral's image. Two targets:
#   app      (the last, so the default) the web process; the worker is the same image with another command:
#            node --conditions=react-server lib/jobs/worker.ts
#   migrate  runs once per release: brings the database up to date and prepares the bucket
# What each reads from the environment stands in .env.example.

FROM node:26-slim AS base
ENV CHECKPOINT_DISABLE=1 NEXT_TELEMETRY_DISABLED=1
WORKDIR /app

# ---- everything, to build with
FROM base AS build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node scripts/run.mjs prisma generate && node scripts/run.mjs node scripts/build.ts

# ---- only what runs
FROM base AS packages
COPY package.json package-lock.json .npmrc ./
# npm keeps what others name as an optional companion, though only building and migrating use it; and this image has its own Node.
RUN npm ci --omit=dev \
  && cd node_modules \
  && rm -rf node-linux-* node-bin-* @next/swc-* typescript @typescript prisma @prisma/studio-core @prisma/dev effect @electric-sql \
    playwright playwright-core @playwright

# ---- once per release
FROM build AS migrate
USER node
CMD ["sh", "-c", "node --conditions=react-server scripts/migrate.ts && node --conditions=react-server scripts/prepare-storage.ts"]

# ---- web and worker
FROM base AS app
ENV NODE_ENV=production PORT=3000 HOSTNAME=0.0.0.0
# The worker runs the sources, on the packages beside them.
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/package.json ./
COPY --from=build /app/lib ./lib
COPY --from=build /app/emails ./emails
COPY --from=build /app/components ./components
# The web process runs what `next build` traced, with its own packages.
COPY --from=build /app/.next/standalone ./web
COPY --from=build /app/.next/static ./web/.next/static
COPY --from=build /app/public ./web/public
# The one folder that it writes to; mount a tmpfs there where the image is read-only.
RUN mkdir -p web/.next/cache && chown node:node web/.next/cache
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-old-space-size=256", "web/server.js"]
